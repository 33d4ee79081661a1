using System.Runtime.CompilerServices;

namespace System.Runtime;

/// <summary>The .eh_frame entry of a function or funclet: its code range, how to unwind it, where its exception table is.</summary>
/// <remarks>Format: Linux Standard Base Core 5.0 §10.6, with the lookup table that the linker makes (.eh_frame_hdr, sorted by address).</remarks>
internal unsafe struct FrameDescription
{
    private const byte TableEncoding = 0x3B;

    internal byte* CodeStart;
    internal byte* CodeEnd;

    /// <summary>ILC's own data about the function; null for assembly.</summary>
    internal byte* Lsda;
    internal byte* InitialInstructions;
    internal byte* InitialEnd;
    internal byte* Instructions;
    internal byte* End;
    internal uint CodeAlignment;
    internal int DataAlignment;

    [RuntimeImport("skift_rt_eh_frame_hdr")]
    [MethodImpl(MethodImplOptions.InternalCall)]
    private static extern byte* EhFrameHeader();

    /// <summary>Finds the function that contains a code address.</summary>
    internal static bool TryFind(nint address, out FrameDescription description)
    {
        description = default;
        byte* header = EhFrameHeader();
        // version 1, eh_frame_ptr pcrel sdata4, fde_count udata4, table datarel sdata4: what GNU ld and lld write.
        if (header[0] != 1 || header[3] != TableEncoding)
            return false;
        int count = *(int*)(header + 8);
        int* table = (int*)(header + 12);
        nint relative = address - (nint)header;
        int low = 0;
        int high = count;
        while (low < high)
        {
            int middle = (low + high) >> 1;
            if (table[middle * 2] <= relative)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0)
            return false;
        description.Parse(header + table[(low - 1) * 2 + 1]);
        return address < (nint)description.CodeEnd;
    }

    private void Parse(byte* entry)
    {
        DwarfReader fde = new(entry);
        uint length = fde.UInt32();
        End = fde.Position + length;
        byte* cie = fde.Position - *(uint*)fde.Position;
        fde.UInt32();
        bool hasLsda = ParseCommon(cie);
        CodeStart = (byte*)fde.Relative32();
        CodeEnd = CodeStart + fde.UInt32();
        ulong augmentation = fde.Uleb128();
        byte* instructions = fde.Position + augmentation;
        if (hasLsda && *(int*)fde.Position != 0)
            Lsda = (byte*)fde.Relative32();
        Instructions = instructions;
    }

    /// <summary>Reads the Common Information Entry; answers whether its functions name an exception table.</summary>
    private bool ParseCommon(byte* entry)
    {
        DwarfReader cie = new(entry);
        uint length = cie.UInt32();
        InitialEnd = cie.Position + length;
        cie.UInt32();
        cie.Byte();
        byte* augmentation = cie.Position;
        while (cie.Byte() != 0)
        {
        }
        CodeAlignment = (uint)cie.Uleb128();
        DataAlignment = (int)cie.Sleb128();
        cie.Uleb128();
        bool hasLsda = false;
        byte* after = cie.Position;
        if (*augmentation == (byte)'z')
        {
            after = cie.Position;
            ulong size = cie.Uleb128();
            after = cie.Position + size;
            for (byte* letter = augmentation + 1; *letter != 0; letter++)
                hasLsda |= *letter == (byte)'L';
        }
        InitialInstructions = after;
        return hasLsda;
    }
}
