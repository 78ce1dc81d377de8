--[[
Saves an enrolment if nobody saved it since it was read, and with it when its next step is due and what polling is to
know. One that is leaving is no longer its source's, and goes by itself a day later.

KEYS 1 enrolment (hash)   2 standings (hash source id → standing)   3 due (zset member → next step, ms)
ARGV 1 revision that the caller read, 0 for a new one   2 enrolment, JSON   3 source id   4 token
     5 standing, '' when leaving   6 due member   7 next step, ms   8 TTL, ms; 0: none

Returns 'saved' | 'stale' (saved or removed by somebody else; for a new one: the source has another enrolment by now)
]]
local revision = tonumber(redis.call('HGET', KEYS[1], 'revision') or 0)
if revision ~= tonumber(ARGV[1]) then return 'stale' end
local standing = redis.call('HGET', KEYS[2], ARGV[3])
local holds = standing and string.match(standing, '^([^|]*)|') == ARGV[4]
if revision == 0 and standing then return 'stale' end
redis.call('HSET', KEYS[1], 'enrolment', ARGV[2], 'revision', revision + 1)
if ARGV[5] ~= '' then
  redis.call('HSET', KEYS[2], ARGV[3], ARGV[5])
elseif holds then
  redis.call('HDEL', KEYS[2], ARGV[3])
end
redis.call('ZADD', KEYS[3], ARGV[7], ARGV[6])
if tonumber(ARGV[8]) > 0 then redis.call('PEXPIRE', KEYS[1], ARGV[8]) end
return 'saved'
