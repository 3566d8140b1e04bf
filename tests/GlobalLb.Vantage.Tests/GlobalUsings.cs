// ASP.NET has a type of this name; here the word means ours.
global using Endpoint = GlobalLb.Steering.Configuration.Endpoint;
