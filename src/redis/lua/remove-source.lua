--[[
Forgets a source with all it owns. Its entries and stories stay until their TTL.

KEYS 1 due   2 leases   3 host load   4 source (hash)   5 slot it is due in   6 sources (set)   7 seen (hash)
ARGV 1 source id   2 due time that the caller read (ms)

Returns 'removed' | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: due-slots
-- include: free-leases
local id = ARGV[1]
local source = redis.call('HMGET', KEYS[4], 'due', 'host')
if not source[1] then return 'unknown' end
if source[1] ~= ARGV[2] then return 'stale' end
if redis.call('ZSCORE', KEYS[2], id) then freeLeases(KEYS[2], KEYS[3], { id }, { source[2] }) end
leaveSlot(KEYS[1], KEYS[5], id, ARGV[2])
redis.call('UNLINK', KEYS[4], KEYS[7])
redis.call('SREM', KEYS[6], id)
return 'removed'
