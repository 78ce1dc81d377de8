-- What a source remembers of an entry: under the last 30 bits of its id the last 25 of its content's hash and the day, in
-- base 36, on which it was carried last. Two entries that share both are taken for one; two that share only the id's
-- bits are looked up each time.
local function markKey(id) return string.sub(id, -6) end

local function markOf(hash, day) return string.sub(hash, -5) .. '|' .. day end

local function holds(mark, hash) return mark and string.match(mark, '^(.*)|') == string.sub(hash, -5) end

local function dayOf(mark) return tonumber(string.match(mark, '|(%w+)%+?$') or '0', 36) end
