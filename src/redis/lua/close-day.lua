--[[
Replaces the growing record of a day by its final, compact form.

KEYS 1 record (hash story → JSON)   2 closed record (string)
ARGV 1 fields of the record that the caller read   2 closed record, deflated JSON   3 TTL, ms

Returns 'closed', also when there is nothing left to close
        'stale' when the record has grown since; nothing is written
]]
local size = redis.call('HLEN', KEYS[1])
if size == 0 then return 'closed' end
if size ~= tonumber(ARGV[1]) then return 'stale' end
redis.call('SET', KEYS[2], ARGV[2], 'PX', ARGV[3])
redis.call('UNLINK', KEYS[1])
return 'closed'
