using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Internal.Runtime;

namespace System.Runtime;

/// <summary>The tables that ILC put into this program, found through its ReadyToRun header.</summary>
internal static unsafe class ProgramImage
{
    internal enum Section
    {
        GCStaticRegion = 201,
        ThreadStaticRegion = 202,
        TypeManagerIndirection = 204,
        EagerCctor = 205,
        FrozenObjectRegion = 206,
        ModuleInitializerList = 213,
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Header
    {
        internal uint Signature;
        internal ushort MajorVersion;
        internal ushort MinorVersion;
        internal uint Flags;
        internal ushort SectionCount;
        internal byte EntrySize;
        internal byte EntryType;
    }

    private struct Row
    {
        internal int Id;
        internal int Flags;
        internal byte* Start;
        internal byte* End;
    }

    [RuntimeImport("skift_rt_modules_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern nint* ModulesStart();

    [RuntimeImport("skift_rt_code_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte* CodeStart();

    [RuntimeImport("skift_rt_code_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    internal static extern byte* CodeEnd();

    internal static bool IsManagedCode(nint address) => address >= (nint)CodeStart() && address < (nint)CodeEnd();

    /// <summary>Where a section begins and ends; null when the program has none.</summary>
    internal static byte* Find(Section section, out byte* end)
    {
        Header* header = (Header*)*ModulesStart();
        Row* rows = (Row*)(header + 1);
        for (int i = 0; i < header->SectionCount; i++)
        {
            if (rows[i].Id != (int)section)
                continue;
            end = rows[i].End;
            return rows[i].Start;
        }
        end = null;
        return null;
    }

    internal static int ThreadStaticTypeCount
    {
        get
        {
            byte* start = Find(Section.ThreadStaticRegion, out byte* end);
            return (int)((MethodTable**)end - (MethodTable**)start);
        }
    }

    internal static MethodTable* ThreadStaticType(int index) => ((MethodTable**)Find(Section.ThreadStaticRegion, out _))[index];
}
