--[[
Replaces what is known of a group's pace if it is still what the caller read.

KEYS 1 pace (string, JSON)
ARGV 1 as read, or ''   2 the new one, or '' to forget it   3 TTL, ms

Returns 1, or 0 when it is another and nothing is written. That it is the new one already is no success: two workers who
count the same up to two have counted to three.
]]
local known = redis.call('GET', KEYS[1]) or ''
if known ~= ARGV[1] then return 0 end
if ARGV[2] == '' then
  redis.call('DEL', KEYS[1])
else
  redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
end
return 1
