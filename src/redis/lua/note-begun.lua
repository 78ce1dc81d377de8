--[[
Notes how far a batch of polls has gone, before anybody is asked. A later run ends those before it: a worker that was
taken for dead and is not goes no further than it has said.

KEYS 1 batch   2 who may have been asked of all that is leased until the same time (string, see close-begun.lua)
ARGV 1 run of the batch, from 1   2 leases that may have been asked from now on, from the first one; 0 only asks
     3 time to keep it, ms   4 ids of those that are new among them, each with a blank behind it

Returns how many may have been asked; -1 where a later run has begun, or the leases were ended, and nothing was written
]]
local known = redis.call('HMGET', KEYS[1], 'run', 'begun')
local run, begun = tonumber(known[1] or 0), tonumber(known[2] or 0)
if run > tonumber(ARGV[1]) then return -1 end
if ARGV[4] ~= '' then
  local noted = redis.call('GET', KEYS[2]) or ''
  if string.sub(noted, -1) == '!' then return -1 end
  -- The same step once more adds nobody a second time; one that a later step has overtaken adds its own all the same.
  if not string.find(noted, ARGV[4], 1, true) then redis.call('APPEND', KEYS[2], ARGV[4]) end
  redis.call('PEXPIRE', KEYS[2], ARGV[3])
end
begun = math.max(begun, tonumber(ARGV[2]))
redis.call('HSET', KEYS[1], 'run', ARGV[1], 'begun', begun)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return begun
