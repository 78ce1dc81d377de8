--[[
Counts a source as one of another host from now on, also while it is leased.

KEYS 1 due   2 leases   3 host load   4 source (hash)   5 slot it is due in
ARGV 1 source id   2 due time that the caller read (ms)   3 host

Returns 'set', also when it was one before | 'unknown'
        'stale' when it is due at another time by now; nothing is written
]]
-- include: due-slots
local id, dueAt, host = ARGV[1], ARGV[2], ARGV[3]
local source = redis.call('HMGET', KEYS[4], 'due', 'host')
if not source[1] then return 'unknown' end
if source[1] ~= dueAt then return 'stale' end
if source[2] == host then return 'set' end
redis.call('HSET', KEYS[4], 'host', host)
if redis.call('ZSCORE', KEYS[2], id) then
  if redis.call('HINCRBY', KEYS[3], source[2], -1) <= 0 then redis.call('HDEL', KEYS[3], source[2]) end
  redis.call('HINCRBY', KEYS[3], host, 1)
elseif redis.call('HEXISTS', KEYS[5], id) == 1 then
  enterSlot(KEYS[1], KEYS[5], id, host, dueAt)
end
return 'set'
