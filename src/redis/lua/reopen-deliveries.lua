--[[
Owes deliveries again, now: an operator's resend. Attempts made so far stay in the log and go on counting.

KEYS 1 deliveries due (zset)   then the delivery (hash) of each
ARGV 1 now, ms   2… delivery ids

Returns the ids that are owed now; rows that have expired are left out
]]
local owed = {}
for i = 2, #KEYS do
  if redis.call('EXISTS', KEYS[i]) == 1 then
    redis.call('HSET', KEYS[i], 'status', 'pending', 'nextAttemptAt', ARGV[1])
    redis.call('HDEL', KEYS[i], 'finishedAt')
    redis.call('ZADD', KEYS[1], ARGV[1], ARGV[i])
    owed[#owed + 1] = ARGV[i]
  end
end
return owed
