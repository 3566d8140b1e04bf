// ASP.NET imports a type of this name implicitly; here the word means ours.
global using Endpoint = GlobalLb.Steering.Configuration.Endpoint;
// So does xunit.
global using Record = GlobalLb.Steering.Configuration.Record;
