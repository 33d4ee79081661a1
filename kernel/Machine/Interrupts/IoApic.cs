// SPDX-License-Identifier: MIT
using Skift.Abi;

namespace Skift.Machine;

/// <summary>A controller for wired interrupts (Intel 82093AA data sheet).</summary>
internal sealed class IoApic
{
    private const int RegisterBytes = 0x20;
    private const int Select = 0x00;
    private const int Window = 0x10;
    private const int Version = 1;
    private const int RedirectionTable = 0x10;
    private const uint ActiveLow = 1 << 13;
    private const uint Level = 1 << 15;
    private const uint Masked = 1 << 16;
    private const int Maximum = 8;

    private static readonly IoApic?[] s_all = new IoApic?[Maximum];
    private static int s_count;

    private readonly SpinLock<MmioRegion> _registers;
    private readonly int _firstInterrupt;
    private readonly int _inputCount;

    private IoApic(MmioRegion registers, int firstInterrupt)
    {
        _registers = new SpinLock<MmioRegion>(registers, LockRank.Interrupts);
        _firstInterrupt = firstInterrupt;
        _inputCount = (int)(Read(registers, Version) >> 16 & 0xFF) + 1;
        for (int input = 0; input < _inputCount; input++) Write(registers, RedirectionTable + (2 * input), Masked);
    }

    internal static void Create(PhysicalAddress address, int firstInterrupt)
    {
        if (s_count == Maximum || !MmioRegion.Map(address, RegisterBytes).Try(out MmioRegion registers, out Errno _))
        {
            Log.Warning($"I/O APIC at {address} is not usable");
            return;
        }

        IoApic apic = new(registers, firstInterrupt);
        s_all[s_count++] = apic;
        Log.Debug($"I/O APIC at {address}: interrupts {firstInterrupt} to {firstInterrupt + apic._inputCount - 1}");
    }

    /// <summary>The controller that has the input.</summary>
    internal static IoApic? Find(int globalInterrupt)
    {
        for (int i = 0; i < s_count; i++)
        {
            IoApic apic = s_all[i]!;
            if (globalInterrupt >= apic._firstInterrupt && globalInterrupt < apic._firstInterrupt + apic._inputCount) return apic;
        }

        return null;
    }

    /// <summary>Sends an input to a vector of a CPU. It stays masked.</summary>
    internal void Route(int globalInterrupt, int vector, InterruptTrigger trigger, uint apicId)
    {
        uint low = (uint)vector | Masked;
        if (trigger is InterruptTrigger.LevelHigh or InterruptTrigger.LevelLow) low |= Level;
        if (trigger is InterruptTrigger.EdgeLow or InterruptTrigger.LevelLow) low |= ActiveLow;
        int register = RedirectionTable + (2 * (globalInterrupt - _firstInterrupt));
        using SpinLock<MmioRegion>.Guard registers = _registers.Lock();
        Write(registers.Value, register, Masked);
        Write(registers.Value, register + 1, apicId << 24);
        Write(registers.Value, register, low);
    }

    internal void SetMask(int globalInterrupt, bool isMasked)
    {
        int register = RedirectionTable + (2 * (globalInterrupt - _firstInterrupt));
        using SpinLock<MmioRegion>.Guard registers = _registers.Lock();
        uint low = Read(registers.Value, register);
        Write(registers.Value, register, isMasked ? low | Masked : low & ~Masked);
    }

    private static uint Read(MmioRegion registers, int index)
    {
        registers.Write32(Select, (uint)index);
        return registers.Read32(Window);
    }

    private static void Write(MmioRegion registers, int index, uint value)
    {
        registers.Write32(Select, (uint)index);
        registers.Write32(Window, value);
    }
}
