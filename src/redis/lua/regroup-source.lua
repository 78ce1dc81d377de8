--[[
Counts a source as one of another host from now on, also while it is leased.

KEYS 1 due   2 leases   3 host load   4 bucket of the source   5 slot it is due in
ARGV 1 source id   2 due time that the caller read (ms)   3 host

Returns 'set', also when it was one before | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: source-records
-- include: due-slots
local id, dueAt, host = ARGV[1], ARGV[2], ARGV[3]
local source = readSource(KEYS[4], id)
if not source then return 'unknown' end
if source.due ~= tonumber(dueAt) then return 'stale' end
local before = source.host
if before == host then return 'set' end
source.host = host
writeSource(KEYS[4], id, source)
if redis.call('ZSCORE', KEYS[2], id) then
  if redis.call('HINCRBY', KEYS[3], before, -1) <= 0 then redis.call('HDEL', KEYS[3], before) end
  redis.call('HINCRBY', KEYS[3], host, 1)
elseif redis.call('HEXISTS', KEYS[5], id) == 1 then
  enterSlot(KEYS[1], KEYS[5], id, host, dueAt)
end
return 'set'
