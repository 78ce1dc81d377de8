--[[
Owes deliveries again, now: an operator's resend. Attempts made so far stay in the log and go on counting. Row, event and
place in the list of the subscription are kept as long as new ones: what was about to expire could not be sent.

KEYS 1 deliveries due (zset)   then for each: delivery (hash), event (string), deliveries of its subscription (zset)
ARGV 1 now, ms   2 TTL of a row, ms   then the delivery ids

Returns the ids that are owed now and were not before; left out are those whose row or event has expired
]]
local now, ttl = ARGV[1], ARGV[2]
local owed = {}
for i = 1, (#KEYS - 1) / 3 do
  local row, event, index, id = KEYS[3 * i - 1], KEYS[3 * i], KEYS[3 * i + 1], ARGV[2 + i]
  local status = redis.call('HGET', row, 'status')
  if status and status ~= 'pending' and redis.call('EXISTS', event) == 1 then
    redis.call('HSET', row, 'status', 'pending', 'nextAttemptAt', now)
    redis.call('HDEL', row, 'finishedAt')
    redis.call('ZADD', KEYS[1], now, id)
    redis.call('ZADD', index, now, id)
    for _, key in ipairs({ row, event, index }) do redis.call('PEXPIRE', key, ttl, 'GT') end
    owed[#owed + 1] = id
  end
end
return owed
