--[[
Takes a place in a subscription's lane for one attempt. Places return by themselves at the end of their lease.

Whoever finds the lane full gets a moment of its own to come back, 10 ms after the one told before: a thousand waiting
deliveries of a slow endpoint then ask a hundred times a second in all.

An endpoint that has never accepted anything has one place: a URL somebody registered is no amplifier.

KEYS 1 delivery (hash)   2 subscription (hash)   3 lane (zset delivery id → lease end)   4 deliveries due (zset)
     5 counters (hash)
ARGV 1 delivery id   2 now, ms   3 lease end, ms   4 places of a proven endpoint

Returns { 'taken' }, also to one that holds a place already, with a new lease
        { 'wait', until (ms) } when the lane is full, the subscription paused or the attempt planned for later
        { 'over', status } when nothing is owed any more; `unknown` for a row that has expired
]]
local id, now = ARGV[1], tonumber(ARGV[2])
local PAUSED_MS, SPACING_MS, SOONEST_MS, LATEST_MS = 60000, 10, 50, 5000

local row = redis.call('HMGET', KEYS[1], 'status', 'nextAttemptAt')
if row[1] ~= 'pending' then
  redis.call('ZREM', KEYS[4], id)
  return { 'over', row[1] or 'unknown' }
end
local subscription = redis.call('HMGET', KEYS[2], 'status', 'pausedUntil', 'laneAskedUntil', 'provenAt')
if not subscription[1] or subscription[1] == 'disabled' then
  redis.call('HSET', KEYS[1], 'status', 'disabled', 'finishedAt', ARGV[2])
  redis.call('ZREM', KEYS[4], id)
  redis.call('ZREM', KEYS[3], id)
  redis.call('HINCRBY', KEYS[5], 'deliveries:disabled', 1)
  return { 'over', 'disabled' }
end

-- The due index follows, so that the reconciler leaves waiting deliveries alone.
local function wait(till)
  local text = string.format('%.0f', till)
  redis.call('ZADD', KEYS[4], text, id)
  return { 'wait', text }
end
if subscription[1] == 'paused' then return wait(now + PAUSED_MS) end
local later = math.max(tonumber(row[2] or 0), tonumber(subscription[2] or 0))
if later > now then return wait(later) end

local places = subscription[4] and tonumber(ARGV[4]) or 1
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', ARGV[2])
if not redis.call('ZSCORE', KEYS[3], id) and redis.call('ZCARD', KEYS[3]) >= places then
  local asked = tonumber(subscription[3] or 0) + SPACING_MS
  local till = math.min(math.max(now + SOONEST_MS, asked), now + LATEST_MS)
  redis.call('HSET', KEYS[2], 'laneAskedUntil', string.format('%.0f', till))
  return wait(till)
end
redis.call('ZADD', KEYS[3], ARGV[3], id)
redis.call('PEXPIRE', KEYS[3], string.format('%.0f', math.max(1, tonumber(ARGV[3]) - now) * 2))
return { 'taken' }
