--[[
Notes what somebody asked our hub for in the name of a callback; the next look at the follower asks the callback.

KEYS 1 follower (hash)   2 followers (zset)   3 due (zset)
ARGV 1 follower id   2 now, ms   3 mode   4 intent, JSON   5 callback   6 list id   7 format   8 end of what nobody confirms, ms
     9 followers at most   10 TTL of the indexes, ms

Returns 'noted' | 'unknown' (nothing to unsubscribe) | 'full'
]]
local id, ends = ARGV[1], ARGV[8]
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[2])
if redis.call('EXISTS', KEYS[1]) == 0 then
  if ARGV[3] == 'unsubscribe' then return 'unknown' end
  if redis.call('ZCARD', KEYS[2]) >= tonumber(ARGV[9]) then return 'full' end
end
redis.call('HSET', KEYS[1], 'callback', ARGV[5], 'listId', ARGV[6], 'format', ARGV[7], 'intent', ARGV[4])
local follows = redis.call('HGET', KEYS[1], 'followsUntil')
if follows and tonumber(follows) > tonumber(ends) then ends = follows end
redis.call('PEXPIREAT', KEYS[1], ends)
redis.call('ZADD', KEYS[2], ends, id)
redis.call('ZADD', KEYS[3], ARGV[2], id)
for i = 2, 3 do redis.call('PEXPIRE', KEYS[i], ARGV[10]) end
return 'noted'
