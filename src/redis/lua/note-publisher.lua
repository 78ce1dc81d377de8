--[[
Takes down what a source shows of its publisher: a title, and where an icon may be. The first title stays while its source
gives one.

KEYS 1 publisher   2 icon of the publisher   3 wanted icons
ARGV 1 publisher id   2 source id   3 title or ''   4 addresses of the icon, JSON, or ''   5 now, ms
     6 TTL of a new record, ms   7 most icons that are wanted at once   8 TTL of these, ms

Returns 1 when all of it is known from now on; 0 where another source's title stands, or too many icons are wanted
]]
local owner = redis.call('HGET', KEYS[1], 'titleOf')
if ARGV[3] == '' then
  if owner == ARGV[2] then redis.call('HDEL', KEYS[1], 'title', 'titleOf') end
elseif not owner or owner == ARGV[2] then
  redis.call('HSET', KEYS[1], 'title', ARGV[3], 'titleOf', ARGV[2])
  -- Placing an entry prolongs it.
  if redis.call('PTTL', KEYS[1]) < 0 then redis.call('PEXPIRE', KEYS[1], ARGV[6]) end
end

local isKnown = (ARGV[3] == '' or not owner or owner == ARGV[2]) and 1 or 0
if ARGV[4] == '' then return isKnown end
local nextAt = redis.call('HGET', KEYS[2], 'nextAt')
if nextAt and tonumber(nextAt) > tonumber(ARGV[5]) then return isKnown end
if redis.call('HLEN', KEYS[3]) >= tonumber(ARGV[7]) then return 0 end
redis.call('HSET', KEYS[3], ARGV[1], ARGV[4])
redis.call('PEXPIRE', KEYS[3], ARGV[8])
return isKnown
