// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Processes;
using Skift.Machine;

namespace Skift.Core.Syscalls;

/// <summary>A tracee's general registers as <c>struct user_regs_struct</c>.</summary>
internal static class PtraceRegisters
{
    /// <summary>The flags that a tracer may set: CF PF AF ZF SF TF DF OF NT RF AC.</summary>
    private const ulong ChangeableFlags = 0x5_4DD5;

    internal static UserRegisterValues Get(UserThread thread)
    {
        UserRegisters from = thread.User.Registers;
        UserRegisterValues values = default;
        values[(int)UserRegister.r15] = from.R15;
        values[(int)UserRegister.r14] = from.R14;
        values[(int)UserRegister.r13] = from.R13;
        values[(int)UserRegister.r12] = from.R12;
        values[(int)UserRegister.rbp] = from.Rbp;
        values[(int)UserRegister.rbx] = from.Rbx;
        values[(int)UserRegister.r11] = from.R11;
        values[(int)UserRegister.r10] = from.R10;
        values[(int)UserRegister.r9] = from.R9;
        values[(int)UserRegister.r8] = from.R8;
        values[(int)UserRegister.rax] = from.Rax;
        values[(int)UserRegister.rcx] = from.Rcx;
        values[(int)UserRegister.rdx] = from.Rdx;
        values[(int)UserRegister.rsi] = from.Rsi;
        values[(int)UserRegister.rdi] = from.Rdi;
        values[(int)UserRegister.orig_rax] = from.OriginalRax;
        values[(int)UserRegister.rip] = from.Rip;
        values[(int)UserRegister.cs] = UserRegisterValues.CodeSelector;
        values[(int)UserRegister.eflags] = from.Rflags;
        values[(int)UserRegister.rsp] = from.Rsp;
        values[(int)UserRegister.ss] = UserRegisterValues.StackSelector;
        values[(int)UserRegister.fs_base] = thread.User.FsBase;
        values[(int)UserRegister.gs_base] = thread.User.GsBase;
        return values;
    }

    /// <summary>Sets them. EIO: a selector of the kernel, or a base outside of user memory; nothing is changed then.</summary>
    internal static Errno Set(UserThread thread, in UserRegisterValues from)
    {
        bool areSelectorsUsers = (from[(int)UserRegister.cs] & 3) == 3 && (from[(int)UserRegister.ss] & 3) == 3;
        ulong fsBase = from[(int)UserRegister.fs_base];
        ulong gsBase = from[(int)UserRegister.gs_base];
        if (!areSelectorsUsers || fsBase >= VirtualAddress.UserEnd || gsBase >= VirtualAddress.UserEnd) return Errno.EIO;
        ref UserRegisters to = ref thread.User.Registers;
        to.R15 = from[(int)UserRegister.r15];
        to.R14 = from[(int)UserRegister.r14];
        to.R13 = from[(int)UserRegister.r13];
        to.R12 = from[(int)UserRegister.r12];
        to.Rbp = from[(int)UserRegister.rbp];
        to.Rbx = from[(int)UserRegister.rbx];
        to.R11 = from[(int)UserRegister.r11];
        to.R10 = from[(int)UserRegister.r10];
        to.R9 = from[(int)UserRegister.r9];
        to.R8 = from[(int)UserRegister.r8];
        to.Rax = from[(int)UserRegister.rax];
        to.Rcx = from[(int)UserRegister.rcx];
        to.Rdx = from[(int)UserRegister.rdx];
        to.Rsi = from[(int)UserRegister.rsi];
        to.Rdi = from[(int)UserRegister.rdi];
        to.OriginalRax = from[(int)UserRegister.orig_rax];
        to.Rip = from[(int)UserRegister.rip];
        to.Rflags = (to.Rflags & ~ChangeableFlags) | (from[(int)UserRegister.eflags] & ChangeableFlags);
        to.Rsp = from[(int)UserRegister.rsp];
        thread.User.FsBase = fsBase;
        thread.User.GsBase = gsBase;
        return Errno.None;
    }
}
