-- SPDX-License-Identifier: MIT
-- Prints the same with any C library under it.
local t = {}
for i = 1, 1000 do t[i] = (i * 7919) % 1009 end
table.sort(t)
print(t[1], t[500], t[1000], #t)
print(string.format("%5.3f %g %a %q %x %s", math.pi, 1e300, 0.1, "a\n\"b", 255, {} ~= nil))
print(("hello world"):gsub("o", "0"), ("x=1, y=2"):match("y=(%d)"), ("abc"):rep(3, "-"))
for k, v in string.gmatch("a=1, b=2", "(%w+)=(%w+)") do io.write(k, v, ";") end print()
print(math.sin(1), math.exp(1), math.log(10), 2^0.5, 7 // 2, -7 % 3, 1e15, 2^53)
print(os.time({year=2020, month=1, day=1, hour=12}), os.date("!%Y-%m-%d %H:%M:%S", 86400))
print(pcall(error, {code = 1}), select("#", 1, 2, 3), tostring(nil), tonumber("0x1p4"), tonumber("  12  "))
local co = coroutine.wrap(function(a) for i = 1, 3 do a = coroutine.yield(a + i) end return "end" end)
print(co(1), co(2), co(3), co(4))
local f = io.open("/tmp/lua-test.txt", "w") f:write("line 1\nline 2\n", 3.5, "\n") f:close()
for l in io.lines("/tmp/lua-test.txt") do print(l, #l) end
f = io.open("/tmp/lua-test.txt") print(f:seek("end"), f:seek("set", 3), f:read(4, "l", "n", "a")) f:close() os.remove("/tmp/lua-test.txt")
print(io.open("/no/such/file"))
local p = io.popen("echo from popen; exit 3") print(p:read("a"), p:close())
print(os.getenv("HOME") ~= nil, os.execute("true"), os.setlocale("C"), utf8.char(228, 8364, 128512), utf8.len("äö"))
local s = 0 for i = 1, 2000000 do s = s + i % 7 end print(s)
print(string.pack("<i4d", 7, 1.5):byte(1, -1))
collectgarbage() print(collectgarbage("count") > 0, load("return 1 + 1")(), #arg)
goto done do print("never") end ::done:: print(debug.traceback("tb"):match("tb"))
