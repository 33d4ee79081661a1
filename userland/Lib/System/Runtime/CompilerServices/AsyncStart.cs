// SPDX-License-Identifier: MIT
using System.Threading;

namespace System.Runtime.CompilerServices;

/// <summary>The part of an async method that its caller runs.</summary>
internal static class AsyncStart
{
    /// <summary>What the method does to its context stays in it.</summary>
    internal static void Begin<TStateMachine>(ref TStateMachine stateMachine)
        where TStateMachine : IAsyncStateMachine
    {
        ExecutionContext before = ExecutionContext.Current;
        try
        {
            stateMachine.MoveNext();
        }
        finally
        {
            _ = ExecutionContext.Enter(before);
        }
    }
}
