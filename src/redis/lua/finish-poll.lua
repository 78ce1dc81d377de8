--[[
Ends a poll: saves what it learned, plans the next one, frees the lease.

KEYS 1 due   2 leases   3 hosts   4 host load   5 source (hash)
ARGV 1 source id   2 lease end that the caller holds, ms   3 state, JSON   4 new status or ''   5 next poll, ms

Returns 'finished', also when an equal call has finished it before
        'lease_lost' when the lease ran out or belongs to somebody else; nothing is written
]]
-- include: free-lease
local held = redis.call('ZSCORE', KEYS[2], ARGV[1])
if not held or tonumber(held) ~= tonumber(ARGV[2]) then
  if redis.call('HGET', KEYS[5], 'state') == ARGV[3] then return 'finished' end
  return 'lease_lost'
end
freeLease(KEYS[2], KEYS[3], KEYS[4], ARGV[1])
redis.call('HSET', KEYS[5], 'state', ARGV[3])
if ARGV[4] ~= '' and redis.call('HGET', KEYS[5], 'status') == 'active' then
  redis.call('HSET', KEYS[5], 'status', ARGV[4])
  if ARGV[4] ~= 'active' then redis.call('ZREM', KEYS[1], ARGV[1]) end
end
-- XX: a source that was paused during the poll has left the due set and stays out.
redis.call('ZADD', KEYS[1], 'XX', ARGV[5], ARGV[1])
return 'finished'
