// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Files;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Tests.Kernel;

/// <summary>Short forms of memory operations on the current process.</summary>
internal static class MemoryOps
{
    internal const Protection ReadWrite = Protection.PROT_READ | Protection.PROT_WRITE;

    internal static ulong Map(ulong pages, Protection protection = ReadWrite, ulong address = 0, MapFlags flags = MapFlags.MAP_PRIVATE, AreaFlags area = AreaFlags.None) =>
        FileOps.Value(TryMap(pages, protection, address, flags, area), "map");

    internal static Result<ulong> TryMap(ulong pages, Protection protection = ReadWrite, ulong address = 0, MapFlags flags = MapFlags.MAP_PRIVATE, AreaFlags area = AreaFlags.None)
    {
        AddressSpace.MapRequest request = new()
        {
            Address = address,
            ByteCount = pages * Page.Size,
            Protection = protection,
            Flags = flags,
            AreaFlags = area,
        };
        return TestProcess.Memory.Map(request);
    }

    internal static ulong MapFile(OpenFile file, ulong pages, Protection protection, bool isShared, long firstPage = 0)
    {
        AddressSpace.MapRequest request = new()
        {
            ByteCount = pages * Page.Size,
            Protection = protection,
            AreaFlags = isShared ? AreaFlags.Shared : AreaFlags.None,
            Source = FileOps.Value(file.Map(), "map of the file"),
            FirstPage = firstPage,
            File = file,
        };
        return FileOps.Value(TestProcess.Memory.Map(request), "map a file");
    }

    internal static ulong MapShared(ulong pages)
    {
        AddressSpace.MapRequest request = new()
        {
            ByteCount = pages * Page.Size,
            Protection = ReadWrite,
            AreaFlags = AreaFlags.Shared,
            Source = new SharedMemory((long)pages * Page.Size, isAccounted: true),
        };
        return FileOps.Value(TestProcess.Memory.Map(request), "map shared memory");
    }

    internal static Errno TryLoad(ulong address, out uint value) => UserMemory.Read(new VirtualAddress(address), out value);

    internal static Errno TryStore(ulong address, uint value) => UserMemory.Write(new VirtualAddress(address), value);

    internal static long Load(ulong address)
    {
        Check.Succeeds(TryLoad(address, out uint value), "load");
        return value;
    }

    internal static void Store(ulong address, uint value) => Check.Succeeds(TryStore(address, value), "store");

    internal static FaultResult Fault(ulong address, PageFaultAccess access) =>
        TestProcess.Memory.HandleFault(new PageFault(new VirtualAddress(address), access | PageFaultAccess.User));

    internal static void Expect(FaultResult expected, FaultResult actual, string what) => Check.Equal((int)expected, (int)actual, what);

    internal static long Resident => TestProcess.Memory.PageTable.ResidentPages;
}
