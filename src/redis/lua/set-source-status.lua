--[[
Pauses, resumes or retires a source. Only active sources stand in the due set; a resumed one is due at once.

KEYS 1 due   2 leases   3 source (hash)
ARGV 1 source id   2 status   3 now, ms

Returns 'set' | 'unchanged' | 'unknown'
]]
local before = redis.call('HGET', KEYS[3], 'status')
if not before then return 'unknown' end
if before == ARGV[2] then return 'unchanged' end
redis.call('HSET', KEYS[3], 'status', ARGV[2])
if ARGV[2] == 'active' then
  -- Paused and resumed during one poll: the lease still counts.
  redis.call('ZADD', KEYS[1], redis.call('ZSCORE', KEYS[2], ARGV[1]) or ARGV[3], ARGV[1])
else
  redis.call('ZREM', KEYS[1], ARGV[1])
end
return 'set'
