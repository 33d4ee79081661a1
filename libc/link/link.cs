// SPDX-License-Identifier: MIT
using System.Runtime;
using System.Runtime.InteropServices;
using Skift.Abi;

namespace Skift.Libc;

/// <summary>link.h in a static program: it is the only object there is.</summary>
public static unsafe partial class C
{
    /// <summary>C's struct dl_phdr_info.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct ObjectInformation
    {
        internal ulong Distance;
        internal byte* Name;
        internal ElfProgramHeader* Headers;
        internal ushort HeaderCount;

        /// <summary>Objects that were loaded and unloaded since the program's start.</summary>
        internal ulong Added;
        internal ulong Removed;
        internal nuint ThreadLocalModule;
        internal void* ThreadLocalData;
    }

    /// <summary>Calls the function with what the kernel told of the program's segments; answers what it answered.</summary>
    [RuntimeExport("dl_iterate_phdr")]
    internal static int dl_iterate_phdr(delegate* unmanaged[Cdecl, SuppressGCTransition]<ObjectInformation*, nuint, void*, int> function, void* data)
    {
        ObjectInformation information = default;
        information.Name = Literal(""u8);
        information.Headers = (ElfProgramHeader*)getauxval((ulong)AuxiliaryType.AT_PHDR);
        information.HeaderCount = (ushort)getauxval((ulong)AuxiliaryType.AT_PHNUM);
        for (int i = 0; i < information.HeaderCount; i++)
        {
            ElfProgramHeader* header = information.Headers + i;
            if (header->p_type == ElfSegmentType.PT_PHDR)
            {
                information.Distance = (ulong)information.Headers - header->p_vaddr;
            }
            else if (header->p_type == ElfSegmentType.PT_TLS)
            {
                information.ThreadLocalModule = 1;
                information.ThreadLocalData = (byte*)ThreadStubs.Self() - ThreadLocalImage.Size;
            }
        }

        return function(&information, (nuint)sizeof(ObjectInformation), data);
    }
}
