--[[
Makes an active source due now, unless a worker is polling it.

KEYS 1 due   2 leases
ARGV 1 source id   2 now, ms

Returns 'due' | 'leased' | 'inactive' (paused, gone or unknown)
]]
if not redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 'inactive' end
local leaseUntil = redis.call('ZSCORE', KEYS[2], ARGV[1])
if leaseUntil and tonumber(leaseUntil) > tonumber(ARGV[2]) then return 'leased' end
redis.call('ZADD', KEYS[1], 'LT', ARGV[2], ARGV[1])
return 'due'
