--[[
Notes the format that a program writes, unless data of a newer one is there, and names data that have no name yet.

KEYS 1 format   2 the data's id
ARGV 1 the format written   2 the oldest that is read   3 an id for data that have none

Returns the format that holds from now on, what was written or another one that the program cannot work with, which stays
as it is; and the data's id
]]
local held = tonumber(redis.call('GET', KEYS[1]) or ARGV[1])
if held > tonumber(ARGV[1]) or held < tonumber(ARGV[2]) then return { held, '' } end
redis.call('SET', KEYS[1], ARGV[1])
redis.call('SET', KEYS[2], ARGV[3], 'NX')
return { tonumber(ARGV[1]), redis.call('GET', KEYS[2]) }
