// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Memory;
using Skift.Machine;

namespace Skift.Core.Programs;

/// <summary>The object that every program finds in its memory (<c>vdso(7)</c>): a page of data, then one of code.</summary>
internal sealed class VirtualCalls : MemoryObject
{
    private static VirtualCalls? s_instance;

    private readonly Page _data;
    private readonly Page _code;

    private VirtualCalls(Page data, Page code)
    {
        _data = data;
        _code = code;
    }

    public override long ByteLength => 2 * Page.Size;

    public override bool IsOrdinary => false;

    public override string NameAt(long index) => index == 0 ? "[vvar]" : "[vdso]";

    public override Result<Page> GetPage(long index, bool forWrite) => index switch
    {
        _ when forWrite => Errno.EACCES,
        0 => _data.Acquire(),
        1 => _code.Acquire(),
        _ => Errno.ENXIO,
    };

    /// <summary>Makes the pages; without memory for them programs make system calls instead.</summary>
    internal static void Start()
    {
        if (UserClock.TryCreate(out Page? data, out Page? code)) s_instance = new VirtualCalls(data!, code!);
    }

    /// <summary>Maps it into the memory of a new program.</summary>
    /// <returns>Where the ELF image is, for AT_SYSINFO_EHDR; 0: there is none.</returns>
    internal static ulong MapInto(AddressSpace space)
    {
        if (s_instance is not VirtualCalls calls) return 0;
        AddressSpace.MapRequest request = new()
        {
            ByteCount = 2 * Page.Size,
            Protection = Protection.PROT_READ | Protection.PROT_EXEC,
            Flags = MapFlags.MAP_PRIVATE,
            Source = calls,
        };
        if (!space.Map(request).Try(out ulong start, out _)) return 0;
        return space.Protect(start, Page.Size, Protection.PROT_READ) == Errno.None ? start + Page.Size : 0;
    }
}
