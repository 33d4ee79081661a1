namespace System.Runtime;

/// <summary>Steps from a frame to its caller by running the function's call frame instructions (DWARF 4 §6.4.2).</summary>
internal static unsafe class Unwinder
{
    private const int Registers = 17;
    private const int Rbx = 3;
    private const int Rbp = 6;
    private const int Rsp = 7;
    private const int R12 = 12;
    private const int ReturnAddress = 16;
    private const int StateDepth = 4;
    private const long Unsaved = long.MinValue;
    private const long Undefined = long.MinValue + 1;

    private struct State
    {
        internal int CfaRegister;
        internal long CfaOffset;
        internal fixed long Saved[Registers];
    }

    private struct Machine
    {
        internal State Current;
        internal State Initial;
        internal State Stack0;
        internal State Stack1;
        internal State Stack2;
        internal State Stack3;
        internal int Depth;
    }

    /// <summary>Makes <paramref name="context"/> the caller's; false where the stack of managed and known frames ends.</summary>
    /// <param name="isExact">The address is that of an instruction to be run, not one behind a call.</param>
    internal static bool Step(RegisterContext* context, in FrameDescription function, bool isExact)
    {
        Machine machine = default;
        for (int i = 0; i < Registers; i++)
            machine.Current.Saved[i] = Unsaved;
        nint target = context->Rip - (isExact ? 0 : 1);
        if (!Run(ref machine, function, function.InitialInstructions, function.InitialEnd, unchecked((nint)long.MaxValue)))
            return false;
        machine.Initial = machine.Current;
        if (!Run(ref machine, function, function.Instructions, function.End, target))
            return false;
        return Apply(context, ref machine.Current);
    }

    private static bool Apply(RegisterContext* context, ref State state)
    {
        nint cfa = Get(context, state.CfaRegister) + (nint)state.CfaOffset;
        if (state.Saved[ReturnAddress] is Unsaved or Undefined)
            return false;
        RegisterContext caller = *context;
        for (int i = 0; i < Registers; i++)
        {
            if (state.Saved[i] is Unsaved or Undefined)
                continue;
            Set(&caller, i, *(nint*)(cfa + (nint)state.Saved[i]));
        }
        caller.Rsp = cfa;
        *context = caller;
        return caller.Rip != 0;
    }

    private static nint Get(RegisterContext* context, int register) => register switch
    {
        Rbx => context->Rbx,
        Rbp => context->Rbp,
        Rsp => context->Rsp,
        >= R12 and < ReturnAddress => (&context->R12)[register - R12],
        _ => 0,
    };

    private static void Set(RegisterContext* context, int register, nint value)
    {
        switch (register)
        {
            case Rbx:
                context->Rbx = value;
                break;
            case Rbp:
                context->Rbp = value;
                break;
            case ReturnAddress:
                context->Rip = value;
                break;
            case >= R12 and < ReturnAddress:
                (&context->R12)[register - R12] = value;
                break;
        }
    }

    /// <summary>Runs instructions up to the row that covers <paramref name="target"/>; false for one that it does not know.</summary>
    private static bool Run(ref Machine machine, in FrameDescription function, byte* instructions, byte* end, nint target)
    {
        ref State state = ref machine.Current;
        DwarfReader reader = new(instructions);
        nint location = (nint)function.CodeStart;
        while (reader.Position < end)
        {
            byte instruction = reader.Byte();
            int operand = instruction & 0x3F;
            switch (instruction >> 6)
            {
                case 1: // DW_CFA_advance_loc
                    location += operand * (int)function.CodeAlignment;
                    if (location > target)
                        return true;
                    continue;
                case 2: // DW_CFA_offset
                    Save(ref state, operand, (long)reader.Uleb128() * function.DataAlignment);
                    continue;
                case 3: // DW_CFA_restore
                    Save(ref state, operand, operand < Registers ? machine.Initial.Saved[operand] : 0);
                    continue;
            }
            switch (instruction)
            {
                case 0x00: // DW_CFA_nop
                    break;
                case 0x02: // DW_CFA_advance_loc1
                    location += reader.Byte() * (int)function.CodeAlignment;
                    break;
                case 0x03: // DW_CFA_advance_loc2
                    location += reader.UInt16() * (int)function.CodeAlignment;
                    break;
                case 0x04: // DW_CFA_advance_loc4
                    location += (nint)reader.UInt32() * (int)function.CodeAlignment;
                    break;
                case 0x05: // DW_CFA_offset_extended
                    operand = (int)reader.Uleb128();
                    Save(ref state, operand, (long)reader.Uleb128() * function.DataAlignment);
                    break;
                case 0x06: // DW_CFA_restore_extended
                    operand = (int)reader.Uleb128();
                    Save(ref state, operand, operand < Registers ? machine.Initial.Saved[operand] : 0);
                    break;
                case 0x07: // DW_CFA_undefined
                    Save(ref state, (int)reader.Uleb128(), Undefined);
                    break;
                case 0x08: // DW_CFA_same_value
                    Save(ref state, (int)reader.Uleb128(), Unsaved);
                    break;
                case 0x0A: // DW_CFA_remember_state
                    if (!Remember(ref machine))
                        return false;
                    break;
                case 0x0B: // DW_CFA_restore_state
                    if (!Restore(ref machine))
                        return false;
                    break;
                case 0x0C: // DW_CFA_def_cfa
                    state.CfaRegister = (int)reader.Uleb128();
                    state.CfaOffset = (long)reader.Uleb128();
                    break;
                case 0x0D: // DW_CFA_def_cfa_register
                    state.CfaRegister = (int)reader.Uleb128();
                    break;
                case 0x0E: // DW_CFA_def_cfa_offset
                    state.CfaOffset = (long)reader.Uleb128();
                    break;
                case 0x11: // DW_CFA_offset_extended_sf
                    operand = (int)reader.Uleb128();
                    Save(ref state, operand, reader.Sleb128() * function.DataAlignment);
                    break;
                case 0x12: // DW_CFA_def_cfa_sf
                    state.CfaRegister = (int)reader.Uleb128();
                    state.CfaOffset = reader.Sleb128() * function.DataAlignment;
                    break;
                case 0x13: // DW_CFA_def_cfa_offset_sf
                    state.CfaOffset = reader.Sleb128() * function.DataAlignment;
                    break;
                case 0x2E: // DW_CFA_GNU_args_size
                    reader.Uleb128();
                    break;
                default:
                    return false;
            }
            if (location > target)
                return true;
        }
        return true;
    }

    private static void Save(ref State state, int register, long offset)
    {
        if ((uint)register < Registers)
            state.Saved[register] = offset;
    }

    private static bool Remember(ref Machine machine)
    {
        if (machine.Depth == StateDepth)
            return false;
        Slot(ref machine, machine.Depth++) = machine.Current;
        return true;
    }

    private static bool Restore(ref Machine machine)
    {
        if (machine.Depth == 0)
            return false;
        machine.Current = Slot(ref machine, --machine.Depth);
        return true;
    }

    private static ref State Slot(ref Machine machine, int index)
    {
        switch (index)
        {
            case 0:
                return ref machine.Stack0;
            case 1:
                return ref machine.Stack1;
            case 2:
                return ref machine.Stack2;
            default:
                return ref machine.Stack3;
        }
    }
}
