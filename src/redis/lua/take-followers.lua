--[[
Takes followers for whom there is something to do. One that a worker has is not taken again before that worker lets go of
it, or its time has run out: then it is due again, by itself.

KEYS 1 due (zset)   2 taken (zset)
ARGV 1 now, ms   2 taken until, ms   3 limit   4 TTL of the indexes, ms

Returns the ids
]]
local limit = tonumber(ARGV[3])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1])) do
  redis.call('ZREM', KEYS[2], id)
  redis.call('ZADD', KEYS[1], 'LT', ARGV[1], id)
  redis.call('PEXPIRE', KEYS[1], ARGV[4])
end
local ids = {}
local held = redis.call('ZCARD', KEYS[2])
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, limit + held)) do
  if #ids >= limit then break end
  if not redis.call('ZSCORE', KEYS[2], id) then
    ids[#ids + 1] = id
    redis.call('ZREM', KEYS[1], id)
    redis.call('ZADD', KEYS[2], ARGV[2], id)
  end
end
if #ids > 0 then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
return ids
