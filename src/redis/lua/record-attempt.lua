--[[
Settles an attempt: its log, the delivery's status and plan, the endpoint's health, the places in the lanes.

KEYS 1 delivery (hash)   2 subscription (hash)   3 lane (zset)   4 deliveries due (zset)   5 counters (hash)
     6 target's lane (zset)
ARGV 1 delivery id   2 attempt number   3 attempt, JSON   4 outcome   5 status of the delivery   6 next attempt, ms
     7 ended at, ms   8 status code or ''   9 error or ''   10 no attempt of the subscription before, ms, or ''
     11 reason to disable the subscription or ''   12 started at, ms   13 attempts to keep

Returns 'recorded'
        'repeated' when this attempt was recorded before or nothing is owed any more; only the places are freed
]]
local id = ARGV[1]
redis.call('ZREM', KEYS[3], id)
redis.call('ZREM', KEYS[6], id)
local row = redis.call('HMGET', KEYS[1], 'status', 'attemptCount')
if row[1] ~= 'pending' then
  redis.call('ZREM', KEYS[4], id)
  return 'repeated'
end
local number = tonumber(ARGV[2])
if number <= tonumber(row[2]) then return 'repeated' end

local pending = ARGV[5] == 'pending'
redis.call('HSET', KEYS[1], 'attempt:' .. ARGV[2], ARGV[3], 'attemptCount', ARGV[2], 'status', ARGV[5],
  'nextAttemptAt', ARGV[6])
redis.call('HDEL', KEYS[1], string.format('attempt:%d', number - tonumber(ARGV[13])))
for field, value in pairs({ lastStatusCode = ARGV[8], lastError = ARGV[9], finishedAt = pending and '' or ARGV[7] }) do
  if value == '' then redis.call('HDEL', KEYS[1], field) else redis.call('HSET', KEYS[1], field, value) end
end
if pending then
  redis.call('ZADD', KEYS[4], ARGV[6], id)
else
  redis.call('ZREM', KEYS[4], id)
  redis.call('HINCRBY', KEYS[5], 'deliveries:' .. ARGV[5], 1)
end

local subscription = redis.call('HMGET', KEYS[2], 'status', 'pausedUntil', 'heldMs')
if not subscription[1] then return 'recorded' end
-- How long places are held of late: by that `take-lane.lua` tells when to come back for one.
local took = math.max(0, tonumber(ARGV[7]) - tonumber(ARGV[12]))
local held = tonumber(subscription[3] or took)
redis.call('HSET', KEYS[2], 'heldMs', string.format('%.1f', held + (took - held) / 4))
if ARGV[4] == 'delivered' then
  redis.call('HDEL', KEYS[2], 'failingSince')
  redis.call('HSETNX', KEYS[2], 'provenAt', ARGV[7])
else
  redis.call('HSETNX', KEYS[2], 'failingSince', ARGV[12])
end
if ARGV[10] ~= '' and tonumber(ARGV[10]) > tonumber(subscription[2] or 0) then
  redis.call('HSET', KEYS[2], 'pausedUntil', ARGV[10])
end
if ARGV[11] ~= '' and subscription[1] ~= 'disabled' then
  redis.call('HSET', KEYS[2], 'status', 'disabled', 'disabledReason', ARGV[11])
end
return 'recorded'
