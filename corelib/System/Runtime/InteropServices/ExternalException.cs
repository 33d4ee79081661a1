// SPDX-License-Identifier: MIT

namespace System.Runtime.InteropServices;

/// <summary>What went wrong outside, with the number that it has there.</summary>
public class ExternalException : SystemException
{
    private const int Fail = unchecked((int)0x80004005);

    public ExternalException()
        : this("External component has thrown an exception.")
    {
    }

    public ExternalException(string? message)
        : base(message) => HResult = Fail;

    public ExternalException(string? message, Exception? inner)
        : base(message, inner) => HResult = Fail;

    public ExternalException(string? message, int errorCode)
        : base(message) => HResult = errorCode;

    public virtual int ErrorCode => HResult;
}
