--[[
Makes an active source due now, unless it is already or a worker is polling it.

KEYS 1 due   2 leases   3 host load   4 bucket of the source   5 slot it is due in   6 slot of now
ARGV 1 source id   2 due time that the caller read (ms)   3 now, ms

Returns 'due'
        'leased', also when its worker died: somebody may have asked, so the next claim says when it is due
        'inactive' (paused, gone or unknown)
        'stale' when it is due at another time by now; nothing is written
]]
-- include: source-records
-- include: due-slots
local id, dueAt, now = ARGV[1], ARGV[2], ARGV[3]
local source = readSource(KEYS[4], id)
if not source or source.status ~= 'a' then return 'inactive' end
if source.due ~= tonumber(dueAt) then return 'stale' end
if redis.call('ZSCORE', KEYS[2], id) then return 'leased' end
if tonumber(dueAt) > tonumber(now) then
  leaveSlot(KEYS[1], KEYS[5], id, dueAt)
  source.due = tonumber(now)
  writeSource(KEYS[4], id, source)
  enterSlot(KEYS[1], KEYS[6], id, source.host, now)
end
return 'due'
