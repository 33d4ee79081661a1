namespace System.Runtime;

/// <summary>Tells division by zero from overflow: the processor raises one fault for both (Intel SDM vol. 3A, #DE).</summary>
internal static unsafe class DivideFault
{
    private const byte RexB = 0x01;
    private const byte RexX = 0x02;
    private const byte RexW = 0x08;

    /// <summary>For trap handlers: the <see cref="HardwareFault"/> of a faulting division.</summary>
    /// <param name="instruction">The faulting instruction.</param>
    /// <param name="registers">rax rcx rdx rbx rsp rbp rsi rdi r8 to r15, as they were.</param>
    [RuntimeExport("skift_rt_classify_divide")]
    internal static int Classify(byte* instruction, long* registers)
    {
        byte rex = 0;
        bool is16 = false;
        for (; *instruction == 0x66; instruction++)
            is16 = true;
        if ((*instruction & 0xF0) == 0x40)
            rex = *instruction++;
        byte opcode = *instruction++;
        if (opcode is not (0xF6 or 0xF7))
            return (int)HardwareFault.DivideByZero;
        long divisor = Operand(instruction, rex, registers);
        ulong mask = opcode == 0xF6 ? 0xFF : is16 ? 0xFFFF : (rex & RexW) != 0 ? ulong.MaxValue : uint.MaxValue;
        return (int)(((ulong)divisor & mask) == 0 ? HardwareFault.DivideByZero : HardwareFault.DivideOverflow);
    }

    // ModRM and SIB, Intel SDM vol. 2A §2.1.5.
    private static long Operand(byte* modRm, byte rex, long* registers)
    {
        int mode = *modRm >> 6;
        int low = *modRm & 7;
        byte* next = modRm + 1;
        if (mode == 3)
            return registers[low | ((rex & RexB) << 3)];
        long address;
        if (low == 4)
        {
            byte sib = *next++;
            int index = ((sib >> 3) & 7) | ((rex & RexX) << 2);
            bool hasBase = (sib & 7) != 5 || mode != 0;
            address = hasBase ? registers[(sib & 7) | ((rex & RexB) << 3)] : *(int*)next;
            if (!hasBase)
                next += 4;
            if (index != 4)
                address += registers[index] << (sib >> 6);
        }
        else if (low == 5 && mode == 0)
        {
            // Relative to the next instruction; a division has no immediate behind the displacement.
            return *(long*)(next + 4 + *(int*)next);
        }
        else
        {
            address = registers[low | ((rex & RexB) << 3)];
        }
        if (mode == 1)
            address += (sbyte)*next;
        else if (mode == 2)
            address += *(int*)next;
        return *(long*)address;
    }
}
