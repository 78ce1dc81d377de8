--[[
Takes a place for one attempt in two lanes: the subscription's, and that of the host it is aimed at, which all
subscriptions of that host share. Places return by themselves at the end of their lease.

Whoever finds a lane full gets a moment of its own to come back, after the one told before: as long after it as the lane's
places have taken to come free of late, but with five places no longer than 10 ms. Ten thousand waiting deliveries of a slow
endpoint then ask a hundred times a second in all, each every 100 s; those of a quick one come as quickly as it takes them.
Nobody is told to wait for more than five minutes.

An endpoint that has never accepted anything has one place, and all such endpoints of one target together have a
twentieth of its rate: a URL somebody registered is no amplifier, and neither are a thousand of them.

KEYS 1 delivery (hash)   2 subscription (hash)   3 lane (zset delivery id → lease end)   4 deliveries due (zset)
     5 counters (hash)   6 target (hash)   7 target's lane (zset)
ARGV 1 delivery id   2 now, ms   3 lease end, ms   4 places of a proven endpoint   5 places of a target
     6 attempts at a target in a minute; as many may come at once after a quiet one

Returns { 'taken' }, also to one that holds a place already, with a new lease
        { 'wait', until (ms), 'lane' | 'target' | 'plan' } when a lane is full, the subscription paused or the attempt
        planned for later
        { 'over', status } when nothing is owed any more; `unknown` for a row that has expired
]]
-- include: target-budget
local id, now = ARGV[1], tonumber(ARGV[2])
local PAUSED_MS = 60000
-- Between two that ask for the same place.
local LANE_PLACE_MS, QUICKEST_MS = 50, 1

local row = redis.call('HMGET', KEYS[1], 'status', 'nextAttemptAt')
if row[1] ~= 'pending' then
  redis.call('ZREM', KEYS[4], id)
  return { 'over', row[1] or 'unknown' }
end
local subscription = redis.call('HMGET', KEYS[2], 'status', 'pausedUntil', 'laneAskedUntil', 'provenAt', 'heldMs')
if not subscription[1] or subscription[1] == 'disabled' then
  redis.call('HSET', KEYS[1], 'status', 'disabled', 'finishedAt', ARGV[2])
  redis.call('ZREM', KEYS[4], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('ZREM', KEYS[7], id)
  redis.call('HINCRBY', KEYS[5], 'deliveries:disabled', 1)
  return { 'over', 'disabled' }
end

-- The due index follows, so that the reconciler leaves waiting deliveries alone.
local function wait(till, why)
  local text = string.format('%.0f', till)
  redis.call('ZADD', KEYS[4], text, id)
  return { 'wait', text, why }
end
if subscription[1] == 'paused' then return wait(now + PAUSED_MS, 'plan') end
local later = math.max(tonumber(row[2] or 0), tonumber(subscription[2] or 0))
if later > now then return wait(later, 'plan') end

local isProven = subscription[4]
local places = isProven and tonumber(ARGV[4]) or 1
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[2])
if not redis.call('ZSCORE', KEYS[3], id) and redis.call('ZCARD', KEYS[3]) >= places then
  local free = tonumber(subscription[5] or LANE_PLACE_MS) / places
  local spacing = math.min(math.max(free, QUICKEST_MS), LANE_PLACE_MS / tonumber(ARGV[4]))
  return wait(comeBackAt(KEYS[2], subscription[3], now, spacing, 0), 'lane')
end
local till = payTarget(KEYS[6], KEYS[7], id, now, tonumber(ARGV[5]), tonumber(ARGV[6]), isProven)
if till then
  redis.call('HINCRBY', KEYS[5], 'waits:target', 1)
  return wait(till, 'target')
end
local ttl = string.format('%.0f', math.max(1, tonumber(ARGV[3]) - now) * 2)
for _, lane in ipairs({ KEYS[3], KEYS[7] }) do
  redis.call('ZADD', lane, ARGV[3], id)
  redis.call('PEXPIRE', lane, ttl)
end
return { 'taken' }
