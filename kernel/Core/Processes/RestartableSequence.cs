// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Signals;
using Skift.Machine;

namespace Skift.Core.Processes;

/// <summary>
/// rseq(2): tells a thread in its own memory which CPU it runs on, and takes it out of a short section of code when it was taken off that
/// CPU, or a signal came, so that the section never runs half on one and half on another.
/// </summary>
internal struct RestartableSequence
{
    private const ulong CpuOffset = 4;
    private const ulong SectionOffset = 8;
    private const ulong NodeOffset = 20;
    private const int Unregistered = -1;

    private long _switches;

    /// <summary>Of the caller's <c>struct rseq</c>; 0: not registered.</summary>
    internal ulong Address { get; private set; }

    internal uint Length { get; private set; }

    internal uint Signature { get; private set; }

    internal void Register(ulong address, uint length, uint signature)
    {
        Address = address;
        Length = length;
        Signature = signature;
        _switches = -1;
    }

    internal Errno Unregister()
    {
        Errno error = UserMemory.Write(new VirtualAddress(Address), 0);
        if (error == Errno.None) error = UserMemory.Write(new VirtualAddress(Address + CpuOffset), Unregistered);
        if (error == Errno.None) error = UserMemory.Write(new VirtualAddress(Address + NodeOffset), 0UL);
        if (error == Errno.None) Address = 0;
        return error;
    }

    /// <summary>On the way to user code: if the thread has been off the CPU, tells where it is now.</summary>
    /// <returns><c>false</c>: the memory, or what it says of a section, is wrong, and the thread gets SIGSEGV.</returns>
    internal bool OnReturn(UserThread thread)
    {
        long switches = thread.VoluntarySwitches + thread.InvoluntarySwitches;
        if (switches == _switches) return true;
        _switches = switches;
        int cpu = Cpu.CurrentNumber;
        return UserMemory.Write(new VirtualAddress(Address), cpu) == Errno.None
            && UserMemory.Write(new VirtualAddress(Address + CpuOffset), cpu) == Errno.None
            && UserMemory.Write(new VirtualAddress(Address + NodeOffset), (ulong)(uint)cpu << 32) == Errno.None
            && LeaveSection(thread);
    }

    /// <summary>If the thread is in a section, lets it go on at the section's abort address.</summary>
    internal readonly bool LeaveSection(UserThread thread)
    {
        if (UserMemory.Read(new VirtualAddress(Address + SectionOffset), out ulong at) != Errno.None) return false;
        if (at == 0) return true;
        if (UserMemory.Read(new VirtualAddress(at), out RseqSection section) != Errno.None || section.version != 0) return false;
        if (section.start_ip >= VirtualAddress.UserEnd || section.abort_ip >= VirtualAddress.UserEnd || section.post_commit_offset >= VirtualAddress.UserEnd) return false;
        if (section.abort_ip - section.start_ip < section.post_commit_offset) return false;
        if (UserMemory.Write(new VirtualAddress(Address + SectionOffset), 0UL) != Errno.None) return false;
        if (thread.User.Registers.Rip - section.start_ip >= section.post_commit_offset) return true;

        // The signature in front of it shows that it is meant as a place to jump to.
        if (UserMemory.Read(new VirtualAddress(section.abort_ip - sizeof(uint)), out uint signature) != Errno.None || signature != Signature) return false;
        thread.User.Registers.Rip = section.abort_ip;
        return true;
    }
}
