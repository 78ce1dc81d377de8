--[[
Reads entries as they are stored, many by one command.

KEYS the entry (hash) of each
ARGV none

Returns for each { JSON, reported at (ms), first seen at (ms), story }, each nil where there is none
]]
local reply = {}
for i = 1, #KEYS do
  reply[i] = redis.call('HMGET', KEYS[i], 'entry', 'reportedAt', 'firstSeenAt', 'storyId')
end
return reply
