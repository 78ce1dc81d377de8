--[[
Ends a poll that showed a source to be at the address of another one: it retires, and the other takes over its channels,
its weight and what it has carried. One step, so that a crash loses nothing of either.

KEYS 1 due   2 leases   3 host load   4 bucket of the source   5 bucket of the other   6 its witness, where it has one
ARGV 1 source id   2 lease end that the caller holds (ms)   3 state   4 next poll (ms)   5 the other's id
     6 its declaration as read   7 its state as read   8 its new declaration   9 its new state

Returns 'merged'
        'lease_lost' when the lease ran out or belongs to somebody else
        'leased' when the other is being polled, whose state that poll will write
        'stale' when the other is not as it was read or not active
        'unfounded' when its witness is gone: Redis has lost what the state believes to be stored
        in these four cases nothing is written
]]
-- include: source-records
-- include: free-leases
local id, otherId = ARGV[1], ARGV[5]
local held = redis.call('ZSCORE', KEYS[2], id)
local source = readSource(KEYS[4], id)
if not source or not held or tonumber(held) ~= tonumber(ARGV[2]) then return 'lease_lost' end
if KEYS[6] and redis.call('EXISTS', KEYS[6]) == 0 then return 'unfounded' end
local other = readSource(KEYS[5], otherId)
if not other or other.status ~= 'a' then return 'stale' end
if redis.call('ZSCORE', KEYS[2], otherId) then return 'leased' end
if other.declaration ~= ARGV[6] or other.state ~= ARGV[7] then return 'stale' end
other.declaration = ARGV[8]
other.state = ARGV[9]
writeSource(KEYS[5], otherId, other)
source.state = ARGV[3]
source.due = tonumber(ARGV[4])
-- One that was paused meanwhile stays so.
if source.status == 'a' then source.status = 'm' end
writeSource(KEYS[4], id, source)
freeLeases(KEYS[2], KEYS[3], { id }, { source.host })
return 'merged'
