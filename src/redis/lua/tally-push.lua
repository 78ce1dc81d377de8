--[[
Counts what an enrolment's hub did and failed to do.

KEYS 1 enrolment (hash)   2 hub (hash)
ARGV 1 TTL of the hub's counts, ms   2 entries that pushes brought   3 entries that polls had to find
     4 when a push came, ms, or ''   5 pushes that were ignored, unsigned

Returns 1, or 0 when there is no such enrolment: nothing is counted
]]
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local pushed, missed = tonumber(ARGV[2]), tonumber(ARGV[3])
if pushed > 0 then redis.call('HSET', KEYS[1], 'missStreak', 0) end
if missed > 0 then redis.call('HINCRBY', KEYS[1], 'missStreak', 1) end
if pushed > 0 then redis.call('HINCRBY', KEYS[1], 'pushedEntries', pushed) end
if missed > 0 then redis.call('HINCRBY', KEYS[1], 'missedEntries', missed) end
if ARGV[4] ~= '' then
  redis.call('HSET', KEYS[1], 'lastPushAt', ARGV[4])
  redis.call('HINCRBY', KEYS[1], 'pushCount', 1)
end
if tonumber(ARGV[5]) > 0 then redis.call('HINCRBY', KEYS[1], 'ignoredCount', ARGV[5]) end
if pushed + missed > 0 then
  local p = redis.call('HINCRBY', KEYS[2], 'pushed', pushed)
  local m = redis.call('HINCRBY', KEYS[2], 'missed', missed)
  -- Halved now and then: what a hub did last month says less than what it does today.
  if p + m > 400 then redis.call('HSET', KEYS[2], 'pushed', math.floor(p / 2), 'missed', math.floor(m / 2)) end
  redis.call('PEXPIRE', KEYS[2], ARGV[1])
end
return 1
