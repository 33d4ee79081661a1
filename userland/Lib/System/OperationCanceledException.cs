// SPDX-License-Identifier: MIT
using System.Threading;

namespace System;

public class OperationCanceledException : SystemException
{
    private const int Code = unchecked((int)0x8013153B);

    public OperationCanceledException()
        : this("The operation was canceled.")
    {
    }

    public OperationCanceledException(string? message)
        : base(message) => HResult = Code;

    public OperationCanceledException(string? message, Exception? innerException)
        : base(message, innerException) => HResult = Code;

    public OperationCanceledException(CancellationToken token)
        : this() => CancellationToken = token;

    public OperationCanceledException(string? message, CancellationToken token)
        : this(message) => CancellationToken = token;

    public OperationCanceledException(string? message, Exception? innerException, CancellationToken token)
        : this(message, innerException) => CancellationToken = token;

    public CancellationToken CancellationToken { get; }
}
