--[[
Links two stories as reports of one event in two languages, each in the other's record.

KEYS 1 story (hash)   2 the other story   3 translations of the first (hash story id → JSON)   4 of the other
ARGV 1 id of the first   2 of the other   3 JSON to keep with the first, of the other   4 JSON to keep with the other
     5 most translations of a story   6 TTL, ms

Returns 'linked'
        'already' when they are
        'gone' when one of them has expired or is part of another now
        'full' when one of them has as many as it may; but for 'linked' nothing is written
]]
for i = 1, 2 do
  local story = redis.call('HGET', KEYS[i], 'story')
  if not story or cjson.decode(story).mergedInto then return 'gone' end
end
if redis.call('HEXISTS', KEYS[3], ARGV[2]) == 1 and redis.call('HEXISTS', KEYS[4], ARGV[1]) == 1 then
  return 'already'
end
for i = 3, 4 do
  if redis.call('HLEN', KEYS[i]) >= tonumber(ARGV[5]) then return 'full' end
end
redis.call('HSET', KEYS[3], ARGV[2], ARGV[3])
redis.call('HSET', KEYS[4], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[3], ARGV[6])
redis.call('PEXPIRE', KEYS[4], ARGV[6])
return 'linked'
