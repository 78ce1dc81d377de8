--[[
Notes the format that a program writes, unless data of a newer one is there.

KEYS 1 format
ARGV 1 the format written   2 the oldest that is read

Returns the format that holds from now on: what was written, or another one that the program cannot work with; that one
stays as it is
]]
local held = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
if held > tonumber(ARGV[1]) or held < tonumber(ARGV[2]) then return held end
redis.call('SET', KEYS[1], ARGV[1])
return tonumber(ARGV[1])
