--[[
Pauses, resumes or retires a source. Only active sources are due or return from a lease; a resumed one is due at once,
or when the lease ends under which it was paused.

KEYS 1 due   2 leases   3 host load   4 source (hash)   5 slot it is due in   6 slot of now
ARGV 1 source id   2 due time that the caller read (ms)   3 now, ms   4 status

Returns 'set' | 'unchanged' | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: due-slots
local id, dueAt, now, status = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
local source = redis.call('HMGET', KEYS[4], 'due', 'host', 'status')
if not source[1] then return 'unknown' end
if source[1] ~= dueAt then return 'stale' end
if source[3] == status then return 'unchanged' end
redis.call('HSET', KEYS[4], 'status', status)
if status ~= 'active' then
  leaveSlot(KEYS[1], KEYS[5], id, dueAt)
elseif not redis.call('ZSCORE', KEYS[2], id) then
  redis.call('HSET', KEYS[4], 'due', now)
  enterSlot(KEYS[1], KEYS[6], id, source[2], now)
end
return 'set'
