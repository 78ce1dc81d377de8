--[[
Writes a ledger row for each delivery that has none. Opening one again changes nothing, whatever became of it.

KEYS 1 deliveries due (zset)   then for each: delivery (hash), subscription (hash), its deliveries (zset)
ARGV 1 now, ms   2 TTL of a row, ms   then for each: delivery id, event id, subscription id

Returns the ids that are still owed, new or not; none for a subscription that is gone or disabled
]]
local now, ttl = ARGV[1], ARGV[2]
local expired = string.format('(%.0f', tonumber(now) - tonumber(ttl))
local owed = {}
for i = 1, (#KEYS - 1) / 3 do
  local row, subscription, index = KEYS[3 * i - 1], KEYS[3 * i], KEYS[3 * i + 1]
  local id, eventId, subscriptionId = ARGV[3 * i], ARGV[3 * i + 1], ARGV[3 * i + 2]
  local status = redis.call('HGET', row, 'status')
  if status == 'pending' then
    owed[#owed + 1] = id
  elseif not status then
    local wanted = redis.call('HGET', subscription, 'status')
    if wanted == 'active' or wanted == 'paused' then
      redis.call('HSET', row, 'eventId', eventId, 'subscriptionId', subscriptionId, 'status', 'pending',
        'attemptCount', 0, 'createdAt', now, 'nextAttemptAt', now)
      redis.call('PEXPIRE', row, ttl)
      redis.call('ZADD', KEYS[1], now, id)
      redis.call('ZADD', index, now, id)
      redis.call('ZREMRANGEBYSCORE', index, '-inf', expired)
      redis.call('PEXPIRE', index, ttl)
      owed[#owed + 1] = id
    end
  end
end
return owed
