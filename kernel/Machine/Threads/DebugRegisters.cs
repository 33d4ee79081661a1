// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Machine;

/// <summary>The debug registers of user code: four addresses, what happened there, and how each is watched (Intel SDM, volume 3, 18.2).</summary>
public sealed class DebugRegisters
{
    /// <summary>How many there are, and the numbers of those that are not addresses.</summary>
    public const int Count = 8;
    public const int Status = 6;
    public const int Control = 7;

    private const int AddressCount = 4;
    private const ulong HitBits = 0xF;
    private const ulong StepBit = 1 << 14;

    /// <summary>Local and global enable bits of all four, exact data breakpoints, and the kinds and lengths.</summary>
    private const ulong KnownControl = 0xFFFF_03FF;

    /// <summary>A bit that is always set.</summary>
    private const ulong FixedControl = 0x400;

    private const uint Execute = 0;
    private const uint InputOutput = 2;
    private const uint EightBytes = 2;

    internal ulong[] Words { get; } = new ulong[Count];

    /// <summary>A register as the tracer sees it.</summary>
    public ulong this[int number] => Words[number];

    /// <summary>A breakpoint has been hit since <see cref="Set"/> of the status.</summary>
    public bool HasHit => (Words[Status] & HitBits) != 0;

    /// <summary>What was hit is an instruction, which has to be let pass when the thread goes on (RFLAGS.RF).</summary>
    public bool HasHitInstruction
    {
        get
        {
            for (int i = 0; i < AddressCount; i++)
            {
                if ((Words[Status] >> i & 1) != 0 && IsOn(Words[Control], i) && (Words[Control] >> (16 + (i * 4)) & 3) == Execute) return true;
            }

            return false;
        }
    }

    /// <summary>Sets a register. <c>EINVAL</c>: an address of the kernel, or a kind, length or alignment that is not possible; <c>EIO</c>: there is none with the number.</summary>
    public Errno Set(int number, ulong value)
    {
        if (number is >= AddressCount and < Status) return Errno.EIO;
        if (number < AddressCount && value >= VirtualAddress.UserEnd) return Errno.EINVAL;
        if (number == Control)
        {
            value &= KnownControl;
            Errno error = Check(value);
            if (error != Errno.None) return error;
            if (value != 0) value |= FixedControl;
        }
        else if (number < AddressCount && IsOn(Words[Control], number) && value % LengthOf(Words[Control], number) != 0)
        {
            return Errno.EINVAL;
        }

        Words[number] = value;
        return Errno.None;
    }

    internal void Note(ulong status) => Words[Status] |= status & (HitBits | StepBit);

    private Errno Check(ulong control)
    {
        for (int i = 0; i < AddressCount; i++)
        {
            if (!IsOn(control, i)) continue;
            uint kind = (uint)(control >> (16 + (i * 4))) & 3;
            uint length = LengthOf(control, i);
            if (kind == InputOutput || (kind == Execute && length != 1) || Words[i] % length != 0) return Errno.EINVAL;
        }

        return Errno.None;
    }

    private static bool IsOn(ulong control, int number) => (control >> (number * 2) & 3) != 0;

    private static uint LengthOf(ulong control, int number)
    {
        uint code = (uint)(control >> (18 + (number * 4))) & 3;
        return code == EightBytes ? 8 : code + 1;
    }
}
