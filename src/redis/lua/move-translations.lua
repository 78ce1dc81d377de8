--[[
Gives a story's translations to another, or takes them away. What the other has keeps; a story is no translation of
itself. Again does nothing.

KEYS 1 translations (hash) of the story   2 of the one that takes them   3… of each translation
ARGV 1 id of the story   2 of the one that takes them, or ''   3 TTL, ms   4… ids of the translations, in the order of
     their keys

Returns how many were moved or taken away
]]
local from, to, ttl = ARGV[1], ARGV[2], ARGV[3]
local moved = 0
for i = 4, #ARGV do
  local other, key = ARGV[i], KEYS[i - 1]
  local ours, theirs = redis.call('HGET', KEYS[1], other), redis.call('HGET', key, from)
  if ours or theirs then moved = moved + 1 end
  if ours and theirs and to ~= '' and other ~= to then
    redis.call('HSETNX', KEYS[2], other, ours)
    redis.call('PEXPIRE', KEYS[2], ttl)
    -- Before what it replaces is taken out: a hash that is emptied is gone, and with it the end of its life.
    redis.call('HSETNX', key, to, theirs)
  end
  redis.call('HDEL', KEYS[1], other)
  redis.call('HDEL', key, from)
end
return moved
