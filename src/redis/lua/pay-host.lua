--[[
Takes a host's next turn for a request that is no source's poll, by the same account as `claim-due-sources.lua`: it is
paid for as a lease is, and holds no place.

KEYS 1 host load   2, 3 host paid of this minute and the next
ARGV 1 now, ms   2 host   3 sources per host   4 ms that a request pays for   5 requests that may be owed for at once

Returns 1; 0 where the host is not free, and nothing was paid
]]
local now, host = tonumber(ARGV[1]), ARGV[2]
local perHost, gap, burst = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local MINUTE_MS, PAID_TTL_MS = 60000, 180000

if tonumber(redis.call('HGET', KEYS[1], host) or 0) >= perHost then return 0 end
local till = math.max(tonumber(redis.call('HGET', KEYS[2], host) or 0), tonumber(redis.call('HGET', KEYS[3], host) or 0), now)
-- More than can be owed is a clock that was set back.
if till > now + burst * gap + 1 then till = now end
if till - (burst - 1) * gap > now then return 0 end
till = till + gap
local key = math.floor(till / MINUTE_MS) > math.floor(now / MINUTE_MS) and KEYS[3] or KEYS[2]
redis.call('HSET', key, host, string.format('%.0f', till))
redis.call('PEXPIRE', key, PAID_TTL_MS)
return 1
