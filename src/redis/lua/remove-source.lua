--[[
Forgets a source with all it owns. Its entries and stories stay until their TTL.

KEYS 1 sources (set)   2 due   3 leases   4 hosts   5 host load   6 source (hash)   7 seen (hash)
ARGV 1 source id

Returns 1, or 0 when there was no such source
]]
-- include: free-leases
if redis.call('ZSCORE', KEYS[3], ARGV[1]) then freeLeases(KEYS[3], KEYS[4], KEYS[5], { ARGV[1] }) end
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
redis.call('UNLINK', KEYS[6], KEYS[7])
return redis.call('SREM', KEYS[1], ARGV[1])
