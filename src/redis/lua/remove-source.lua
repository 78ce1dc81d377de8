--[[
Forgets a source with all it owns. Its entries and stories stay until their TTL.

KEYS 1 due   2 leases   3 host load   4 bucket of the source   5 slot it is due in
     6 sources (hash bucket → how many, and their total)
ARGV 1 source id   2 due time that the caller read (ms)   3 bucket

Returns 'removed' | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: source-records
-- include: due-slots
-- include: free-leases
local id = ARGV[1]
local source = readSource(KEYS[4], id)
if not source then return 'unknown' end
if source.due ~= tonumber(ARGV[2]) then return 'stale' end
if redis.call('ZSCORE', KEYS[2], id) then freeLeases(KEYS[2], KEYS[3], { id }, { source.host }) end
leaveSlot(KEYS[1], KEYS[5], id, ARGV[2])
redis.call('HDEL', KEYS[4], string.sub(id, 4))
if redis.call('HINCRBY', KEYS[6], ARGV[3], -1) <= 0 then redis.call('HDEL', KEYS[6], ARGV[3]) end
if redis.call('HINCRBY', KEYS[6], 'total', -1) <= 0 then redis.call('HDEL', KEYS[6], 'total') end
return 'removed'
