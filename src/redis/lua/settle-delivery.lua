--[[
Ends a delivery that cannot be attempted any more.

KEYS 1 delivery (hash)   2 deliveries due (zset)   3 counters (hash)
ARGV 1 delivery id   2 status   3 reason   4 now, ms

Returns 'settled' | 'repeated' (settled before, or expired)
]]
redis.call('ZREM', KEYS[2], ARGV[1])
if redis.call('HGET', KEYS[1], 'status') ~= 'pending' then return 'repeated' end
redis.call('HSET', KEYS[1], 'status', ARGV[2], 'lastError', ARGV[3], 'finishedAt', ARGV[4])
redis.call('HINCRBY', KEYS[3], 'deliveries:' .. ARGV[2], 1)
return 'settled'
