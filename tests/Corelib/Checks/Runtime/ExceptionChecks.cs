// SPDX-License-Identifier: MIT
using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace Skift.Tests.Corelib;

/// <summary>Exception handling: order of blocks, filters, nesting, hardware faults, static constructors that fail.</summary>
internal static partial class ExceptionChecks
{
    private static string s_log = "";

    private sealed class Custom(string message, int code) : Exception(message)
    {
        public int Code { get; } = code;
    }

    private sealed class Guard(string name) : IDisposable
    {
        public void Dispose() => s_log += "~" + name;
    }

    private class Outer
    {
        internal class Größe<T>
        {
            [MethodImpl(MethodImplOptions.NoInlining)]
            internal static void Werfen<U>(T first, U[] second, ref int third) => throw new Custom("traced", 0);
        }

        internal class Failing
        {
            internal static readonly object Value = Fail();

            private static object Fail() => throw new Custom("static", 0);
        }
    }

    /// <summary>Names in traces, without the parameters, whose own names .NET has as well.</summary>
    private static void Traces(Check check)
    {
        int third = 0;
        try
        {
            Outer.Größe<string>.Werfen<long>("", [], ref third);
        }
        catch (Custom e)
        {
            string[] lines = e.StackTrace!.Split('\n');
            check.Equal("traced method", lines[0].Substring(0, lines[0].IndexOf('(')), "   at Skift.Tests.Corelib.ExceptionChecks.Outer.Größe`1.Werfen[U]");
            check.True("traced caller", lines[1].StartsWith("   at Skift.Tests.Corelib.ExceptionChecks.Traces("));
        }
        try
        {
            _ = Outer.Failing.Value;
        }
        catch (TypeInitializationException e)
        {
            check.True("nested type", e.TypeName.EndsWith("Failing"));
        }
    }

    public static void Run(Check check)
    {
        Basics(check);
        Filters(check);
        Nesting(check);
        Hardware(check);
        StaticConstructors(check);
        Deep(check, 200);
        Traces(check);
        Deep(check, 2000);
    }

    private static string Logged(Action action)
    {
        s_log = "";
        try
        {
            action();
        }
        catch (Exception e)
        {
            s_log += "!" + e.Message;
        }
        return s_log;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Throw(string message) => throw new InvalidOperationException(message);

    private static void Basics(Check check)
    {
        check.Equal("finally after throw", Logged(static () => { try { Throw("x"); } finally { s_log += "f"; } }), "f!x");
        check.Equal("finally without throw", Logged(static () => { try { s_log += "t"; } finally { s_log += "f"; } }), "tf");
        check.Equal("catch and go on", Logged(static () => { try { Throw("x"); } catch (InvalidOperationException) { s_log += "c"; } s_log += "e"; }), "ce");
        check.Equal("the first matching catch", Logged(static () =>
        {
            try { Throw("x"); }
            catch (ArgumentException) { s_log += "a"; }
            catch (SystemException) { s_log += "s"; }
            catch (Exception) { s_log += "e"; }
        }), "s");
        check.Equal("nobody inside matches", Logged(static () => { try { Throw("x"); } catch (ArgumentException) { s_log += "a"; } }), "!x");
        check.Equal("using", Logged(static () => { using Guard a = new("a"); using Guard b = new("b"); Throw("x"); }), "~b~a!x");
        check.Equal("return in try", ReturnsInTry() + s_log, 5 + "f");
        check.Equal("value from catch", ValueFromCatch(), 8);
        check.Equal("lock is released", LockReleased(), true);
        check.Equal("custom exception", Code(), 42);
        check.Throws<NullReferenceException>("throw null", static () => throw null!);
        check.Equal("inner exception", Inner(), "outer/inner");
        check.Equal("goto out of try", Leave(), "f1f2");
        check.Equal("exception through delegates", Logged(static () => { Action a = static () => Throw("d"); try { a(); } finally { s_log += "f"; } }), "f!d");
        check.Equal("exception through an interface", Logged(static () => { foreach (int i in Failing()) s_log += i; }), "12f!it");
        check.Equal("locals live on after catch", LocalsSurvive(3), 3 + 4 + 100);
        check.Equal("exception in a static method of a generic", Logged(static () => Generic<string>.Fail()), "!String");
        check.Equal("a loop of throws", LoopOfThrows(1000), 1000);
    }

    private static class Generic<T>
    {
        internal static void Fail() => throw new InvalidOperationException(typeof(T).Name);
    }

    private static IEnumerable<int> Failing()
    {
        try
        {
            yield return 1;
            yield return 2;
            Throw("it");
        }
        finally
        {
            s_log += "f";
        }
    }

    private static int ReturnsInTry()
    {
        s_log = "";
        try
        {
            return 5;
        }
        finally
        {
            s_log += "f";
        }
    }

    private static int ValueFromCatch()
    {
        int value = 3;
        try
        {
            value = 4;
            Throw("x");
            value = 5;
        }
        catch (InvalidOperationException)
        {
            return value * 2;
        }
        return value;
    }

    private static bool LockReleased()
    {
        object gate = new();
        try
        {
            lock (gate)
                Throw("x");
        }
        catch (InvalidOperationException)
        {
        }
        return !System.Threading.Monitor.IsEntered(gate);
    }

    private static int Code()
    {
        try
        {
            throw new Custom("c", 42);
        }
        catch (Custom e)
        {
            return e.Code;
        }
    }

    private static string Inner()
    {
        try
        {
            try
            {
                Throw("inner");
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("outer", e);
            }
        }
        catch (Exception e)
        {
            return e.Message + "/" + e.InnerException!.Message;
        }
        return "";
    }

    private static string Leave()
    {
        s_log = "";
        for (int i = 1; i <= 2; i++)
        {
            try
            {
                if (i == 1)
                    continue;
                break;
            }
            finally
            {
                s_log += "f" + i;
            }
        }
        return s_log;
    }

    private static int LocalsSurvive(int a)
    {
        int b = a + 1;
        int c = 0;
        try
        {
            c = 50;
            Throw("x");
        }
        catch (InvalidOperationException)
        {
            c *= 2;
        }
        return a + b + c;
    }

    private static int LoopOfThrows(int count)
    {
        int caught = 0;
        for (int i = 0; i < count; i++)
        {
            try
            {
                Throw("x");
            }
            catch (InvalidOperationException)
            {
                caught++;
            }
        }
        return caught;
    }

    private static bool Note(string text, bool answer)
    {
        s_log += text;
        return answer;
    }

    private static void Filters(Check check)
    {
        check.Equal("filters run before inner finally", Logged(static () =>
        {
            try
            {
                try { Throw("x"); }
                finally { s_log += "f"; }
            }
            catch (Exception) when (Note("w", true)) { s_log += "c"; }
        }), "wfc");
        check.Equal("a filter that declines", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (Note("1", false)) { s_log += "a"; }
            catch (Exception) when (Note("2", true)) { s_log += "b"; }
        }), "12b");
        check.Equal("a filter that throws declines", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (Fails()) { s_log += "a"; }
            catch (Exception e) { s_log += "b" + e.Message; }
        }), "nbx");
        check.Equal("a filter sees locals", FilterLocals(7), "seven");
        check.Equal("a filter with its own try", Logged(static () =>
        {
            try { Throw("x"); }
            catch (Exception) when (CatchesInside()) { s_log += "c"; }
        }), "ic");
    }

    private static bool Fails()
    {
        s_log += "n";
        Throw("in the filter");
        return true;
    }

    private static bool CatchesInside()
    {
        try
        {
            Throw("y");
        }
        catch (Exception)
        {
            s_log += "i";
        }
        return true;
    }

    private static string FilterLocals(int number)
    {
        string name = number == 7 ? "seven" : "other";
        try
        {
            Throw("x");
        }
        catch (Exception e) when (number == 7 && e.Message == "x")
        {
            return name;
        }
        return "missed";
    }
}
