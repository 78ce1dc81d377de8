--[[
Pauses, resumes or retires a source. Only active sources are due or return from a lease; a resumed one is due at once,
or when the lease ends under which it was paused.

KEYS 1 due   2 leases   3 host load   4 bucket of the source   5 slot it is due in   6 slot of now
ARGV 1 source id   2 due time that the caller read (ms)   3 now, ms   4 status, its letter

Returns 'set' | 'unchanged' | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: source-records
-- include: due-slots
local id, dueAt, now, status = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local source = readSource(KEYS[4], id)
if not source then return 'unknown' end
if source.due ~= tonumber(dueAt) then return 'stale' end
if source.status == status then return 'unchanged' end
source.status = status
if status ~= 'a' then
  leaveSlot(KEYS[1], KEYS[5], id, dueAt)
elseif not redis.call('ZSCORE', KEYS[2], id) then
  source.due = tonumber(now)
  enterSlot(KEYS[1], KEYS[6], id, source.host, now)
end
writeSource(KEYS[4], id, source)
return 'set'
