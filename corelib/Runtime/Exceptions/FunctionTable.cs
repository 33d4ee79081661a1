using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>A function or funclet of compiled code, or a place in the assembly around it: what its frame looks like, and what is guarded.</summary>
internal unsafe struct FunctionDescription
{
    internal FrameShape Shape;

    /// <summary>Start of the method that the frame belongs to, also when the frame is one of its funclets; null for assembly.</summary>
    internal byte* MethodStart;

    /// <summary>The method's number among all functions.</summary>
    internal int Number;

    /// <summary>ILC's list of the method's protected regions; null if there are none.</summary>
    internal byte* Clauses;
}

/// <summary>The table of all functions that the build writes (tools/functions; the format is described there).</summary>
internal static unsafe class FunctionTable
{
    private const int GuardedBit = 0x8000;

    private struct Header
    {
        internal int Code;
        internal int Count;
        internal int GuardedCount;
        internal int ShapeCount;
    }

    private struct Guarded
    {
        internal uint Function;
        internal uint Method;
        internal int Clauses;
    }

    /// <summary>A place in assembly where managed code may be unwound through (Asm/Frames.inc).</summary>
    private struct AssemblyFrame
    {
        internal int Start;
        internal int Size;
        internal FrameShape Shape;
    }

    [RuntimeImport("skift_rt_functions")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern Header* Table();

    [RuntimeImport("skift_rt_frames_start")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern AssemblyFrame* AssemblyStart();

    [RuntimeImport("skift_rt_frames_end")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern AssemblyFrame* AssemblyEnd();

    /// <summary>Finds the function that contains a code address.</summary>
    internal static bool TryFind(nint address, out FunctionDescription description)
    {
        description = default;
        Header* header = Table();
        uint* starts = (uint*)(header + 1);
        byte* code = (byte*)header + header->Code;
        nuint offset = (nuint)(address - (nint)code);
        if (offset >= starts[header->Count])
            return TryFindAssembly(address, out description.Shape);
        int number = Search(starts, 1, header->Count, (uint)offset);
        Guarded* guarded = (Guarded*)(starts + header->Count + 1);
        uint* shapes = (uint*)(guarded + header->GuardedCount);
        int shape = ((ushort*)(shapes + header->ShapeCount))[number];
        description.Shape = new FrameShape(shapes[shape & ~GuardedBit]);
        if ((shape & GuardedBit) != 0)
        {
            guarded += Search((uint*)guarded, sizeof(Guarded) / sizeof(uint), header->GuardedCount, (uint)number);
            number = (int)guarded->Method;
            if (guarded->Clauses != 0)
                description.Clauses = (byte*)&guarded->Clauses + guarded->Clauses;
        }
        description.Number = number;
        description.MethodStart = code + starts[number];
        return true;
    }

    /// <summary>The last of some ascending numbers, <paramref name="stride"/> words apart, that is not above a value; the first is not.</summary>
    private static int Search(uint* numbers, int stride, int count, uint value)
    {
        int low = 1;
        int high = count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (numbers[middle * stride] <= value)
                low = middle + 1;
            else
                high = middle;
        }
        return low - 1;
    }

    private static bool TryFindAssembly(nint address, out FrameShape shape)
    {
        for (AssemblyFrame* frame = AssemblyStart(); frame != AssemblyEnd(); frame++)
        {
            if ((nuint)(address - ((nint)frame + frame->Start)) < (nuint)frame->Size)
            {
                shape = frame->Shape;
                return true;
            }
        }
        shape = default;
        return false;
    }
}
