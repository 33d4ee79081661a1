// SPDX-License-Identifier: MIT
using System.Runtime.InteropServices;
using Skift.Abi;
using Skift.Libc;

namespace System.ComponentModel;

/// <summary>An error of the operating system: on Unix, .NET keeps an <c>errno</c> in it.</summary>
public class Win32Exception : ExternalException
{
    public Win32Exception(int error)
        : this(error, Posix.Strerror((Errno)error))
    {
    }

    public Win32Exception(int error, string? message)
        : base(message) => NativeErrorCode = error;

    public Win32Exception(string? message)
        : this(0, message)
    {
    }

    public Win32Exception(string? message, Exception? innerException)
        : base(message, innerException)
    {
    }

    public int NativeErrorCode { get; }

    public override string ToString()
    {
        if (NativeErrorCode == 0) return base.ToString();

        string text = $"{GetType()} ({NativeErrorCode})";
        if (Message.Length != 0) text += ": " + Message;
        if (InnerException != null) text += " ---> " + InnerException;
        return StackTrace == null ? text : text + Environment.NewLine + StackTrace;
    }
}
