--[[
Takes enrolments whose next step is due, by moving that time to the end of a lease: a worker that dies gives them back by
doing nothing. A hub is asked at most once per `pace`, over all processes; what comes too early for its hub is moved to
a time of its own, so that a hub with many sources holds nobody else up.

KEYS 1 due (zset `<hub id>:<token>` → next step, ms)   2 hubs asked lately (zset hub id → when, ms)
ARGV 1 now, ms   2 lease end, ms   3 limit   4 pace, ms

Returns the members taken
]]
local now, limit, pace = tonumber(ARGV[1]), tonumber(ARGV[3]), tonumber(ARGV[4])
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', ARGV[1], 'LIMIT', 0, 500)
local taken, asked, waiting = {}, {}, {}
for i = 1, #due do
  if #taken >= limit then break end
  local hub = string.match(due[i], '^([^:]*):')
  if asked[hub] == nil then asked[hub] = tonumber(redis.call('ZSCORE', KEYS[2], hub) or -1e15) end
  -- A time ahead of now is a clock set back.
  if asked[hub] + pace <= now or asked[hub] > now + pace then
    asked[hub] = now
    taken[#taken + 1] = due[i]
    redis.call('ZADD', KEYS[1], ARGV[2], due[i])
    redis.call('ZADD', KEYS[2], now, hub)
  else
    waiting[hub] = (waiting[hub] or 0) + 1
    redis.call('ZADD', KEYS[1], string.format('%.0f', asked[hub] + pace * waiting[hub]), due[i])
  end
end
if #taken > 0 then
  redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', string.format('%.0f', now - 3600000 - pace))
  redis.call('PEXPIRE', KEYS[2], 7200000 + pace)
end
return taken
