// SPDX-License-Identifier: MIT
using System;
using System.Runtime.CompilerServices;
using Skift.Abi;

namespace Skift.Machine;

/// <summary>Checked copies between the kernel and the user half of the address space that this thread runs on.</summary>
/// <remarks>
/// The only way to user memory. Each call checks the range; a page that is missing is asked for through <see cref="FaultHandler"/>, which may
/// sleep, so hold no spin lock. With a spin lock held a copy works only on pages that are there, and otherwise is <c>EFAULT</c>.
/// After <c>EFAULT</c> an unknown part of the destination has been written. User code can change the memory at any time: copy once, then
/// look at the copy.
/// </remarks>
public static unsafe class UserMemory
{
    /// <summary>Copies from user memory.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not readable.</returns>
    public static Errno CopyIn(VirtualAddress source, Span<byte> destination)
    {
        if (!source.IsUserRange((ulong)destination.Length)) return Errno.EFAULT;
        // SAFETY: (1) `destination` is pinned by a non-moving heap and lives through the call; (2) the source is a user range, and the
        // routine recovers from any fault in it.
        fixed (byte* target = destination)
        {
            return Native.UserCopy(target, (void*)source.Value, (nuint)destination.Length) == 0 ? Errno.None : Errno.EFAULT;
        }
    }

    /// <summary>Copies to user memory.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not writable.</returns>
    public static Errno CopyOut(VirtualAddress destination, ReadOnlySpan<byte> source)
    {
        if (!destination.IsUserRange((ulong)source.Length)) return Errno.EFAULT;
        // SAFETY: as in CopyIn, with the directions exchanged.
        fixed (byte* from = source)
        {
            return Native.UserCopy((void*)destination.Value, from, (nuint)source.Length) == 0 ? Errno.None : Errno.EFAULT;
        }
    }

    /// <summary>Copies from user memory as far as it can be read.</summary>
    /// <returns>The bytes copied, from the start; fewer than asked for if a page is missing.</returns>
    public static int CopyInPartial(VirtualAddress source, Span<byte> destination)
    {
        int length = ClampToUserSpace(source, destination.Length);
        // SAFETY: as in CopyIn.
        fixed (byte* target = destination)
        {
            return length - (int)Native.UserCopy(target, (void*)source.Value, (nuint)length);
        }
    }

    /// <summary>Copies to user memory as far as it can be written.</summary>
    /// <returns>The bytes copied, from the start; fewer than asked for if a page is missing.</returns>
    public static int CopyOutPartial(VirtualAddress destination, ReadOnlySpan<byte> source)
    {
        int length = ClampToUserSpace(destination, source.Length);
        // SAFETY: as in CopyOut.
        fixed (byte* from = source)
        {
            return length - (int)Native.UserCopy((void*)destination.Value, from, (nuint)length);
        }
    }

    /// <summary>Writes zeros to user memory.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not writable.</returns>
    public static Errno Zero(VirtualAddress destination, ulong byteCount)
    {
        if (!destination.IsUserRange(byteCount)) return Errno.EFAULT;
        // SAFETY: a user range, faults recovered by the routine.
        return Native.UserZero((void*)destination.Value, (nuint)byteCount) == 0 ? Errno.None : Errno.EFAULT;
    }

    /// <summary>Copies a string that ends with a NUL.</summary>
    /// <returns>Its length without the NUL, which is copied too. <c>EFAULT</c>; <c>ENAMETOOLONG</c>: no NUL fits into the destination.</returns>
    public static Result<int> CopyStringIn(VirtualAddress source, Span<byte> destination)
    {
        if (source.Value >= VirtualAddress.UserEnd) return Errno.EFAULT;
        int capacity = ClampToUserSpace(source, destination.Length);
        nint length;
        // SAFETY: as in CopyIn; the capacity is cut at the end of user space.
        fixed (byte* target = destination)
        {
            length = Native.UserCopyString(target, (void*)source.Value, (nuint)capacity);
        }

        if (length < 0) return Errno.EFAULT;
        if (length < capacity) return (int)length;
        return capacity < destination.Length ? Errno.EFAULT : Errno.ENAMETOOLONG;
    }

    /// <summary>Reads a value.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not readable.</returns>
    public static Errno Read<T>(VirtualAddress source, out T value)
        where T : unmanaged
    {
        value = default;
        fixed (T* target = &value)
        {
            return CopyIn(source, new Span<byte>(target, sizeof(T)));
        }
    }

    /// <summary>Reads values that lie one behind the other.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not readable.</returns>
    public static Errno Read<T>(VirtualAddress source, Span<T> values)
        where T : unmanaged
    {
        fixed (T* target = values)
        {
            return CopyIn(source, new Span<byte>(target, checked(values.Length * sizeof(T))));
        }
    }

    /// <summary>Writes a value. Padding bytes of a struct are written as they are, so begin from <c>default</c>.</summary>
    /// <returns><c>EFAULT</c>: outside of user space or not writable.</returns>
    public static Errno Write<T>(VirtualAddress destination, in T value)
        where T : unmanaged
    {
        fixed (T* source = &value)
        {
            return CopyOut(destination, new ReadOnlySpan<byte>(source, sizeof(T)));
        }
    }

    /// <summary>Reads an aligned 32-bit word in one access, as futex(2) needs it.</summary>
    /// <returns><c>EINVAL</c>: not aligned. <c>EFAULT</c>.</returns>
    public static Result<uint> ReadAtomic(VirtualAddress source)
    {
        if ((source.Value & 3) != 0) return Errno.EINVAL;
        if (!source.IsUserRange(sizeof(uint))) return Errno.EFAULT;
        uint value;
        // SAFETY: a user range, faults recovered by the routine.
        return Native.UserLoad32((void*)source.Value, &value) == 0 ? value : Errno.EFAULT;
    }

    /// <summary>Replaces an aligned 32-bit word if it has the expected value, in one step.</summary>
    /// <returns>The value found; it was replaced if that equals <paramref name="comparand"/>. <c>EINVAL</c>: not aligned. <c>EFAULT</c>.</returns>
    public static Result<uint> CompareExchange(VirtualAddress target, uint value, uint comparand)
    {
        if ((target.Value & 3) != 0) return Errno.EINVAL;
        if (!target.IsUserRange(sizeof(uint))) return Errno.EFAULT;
        uint found = comparand;
        // SAFETY: a user range, faults recovered by the routine.
        return Native.UserCompareExchange32((void*)target.Value, &found, value) == 0 ? found : Errno.EFAULT;
    }

    private static int ClampToUserSpace(VirtualAddress start, int byteCount)
    {
        if (start.Value >= VirtualAddress.UserEnd) return 0;
        ulong left = VirtualAddress.UserEnd - start.Value;
        return (ulong)byteCount < left ? byteCount : (int)left;
    }
}
